namespace NvScanner.Fitting.Curves;

/// <summary>Fit results of a batch of curves as structure of arrays, owned and reused by the caller; what was not determined is NaN.</summary>
public sealed class CurveFitResults
{
    /// <summary>Room for `capacity` curves of a model; <see cref="ArgumentOutOfRangeException"/> below one.</summary>
    public CurveFitResults(int capacity, CurveModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        Model = model;
        int parameters = model.Parameters.Count;
        Values = new double[capacity * parameters];
        Stds = new double[capacity * parameters];
        Covariances = new double[capacity * parameters * parameters];
        Chi2Reduced = new double[capacity];
        DegreesOfFreedom = new int[capacity];
        Reasons = new FitReason[capacity];
        for (int curve = 0; curve < capacity; curve++)
            Clear(curve, FitReason.NotMeasured);
    }

    /// <summary>Number of curves that fit in.</summary>
    public int Capacity { get; }

    /// <summary>The model.</summary>
    public CurveModel Model { get; }

    /// <summary>Parameters in the order and units of <see cref="CurveModel.Parameters"/>, [curve * parameters + parameter].</summary>
    public double[] Values { get; }

    /// <summary>Their standard deviations, 0 for what was held, [curve * parameters + parameter].</summary>
    public double[] Stds { get; }

    /// <summary>Their covariances, in the product of both units, [(curve * parameters + first) * parameters + second].</summary>
    public double[] Covariances { get; }

    /// <summary>Pearson chi-square over degrees of freedom, [curve]; 1 by construction with unweighted statistics.</summary>
    public double[] Chi2Reduced { get; }

    /// <summary>Used points minus free parameters, [curve].</summary>
    public int[] DegreesOfFreedom { get; }

    /// <summary>
    /// Whether and why not the values can be used, [curve]: `NoDip` means that no signal stands out, `AtBound` that the data do not
    /// limit a parameter, such as the decay time of a curve that does not decay.
    /// </summary>
    public FitReason[] Reasons { get; }

    /// <summary>A parameter of a curve by its name, with its standard deviation, in its own unit.</summary>
    public (double Value, double Std) this[int curve, string parameter]
    {
        get
        {
            int at = curve * Model.Parameters.Count + Model.IndexOf(parameter);
            return (Values[at], Stds[at]);
        }
    }

    /// <summary>True when the fit of a curve settled with finite parameters and errors: reason Ok or ModelInadequate.</summary>
    public bool IsConverged(int curve)
    {
        if (Reasons[curve] is not (FitReason.Ok or FitReason.ModelInadequate))
            return false;
        int parameters = Model.Parameters.Count;
        foreach (double std in Stds.AsSpan(curve * parameters, parameters))
            if (!double.IsFinite(std))
                return false;
        return true;
    }

    internal void Clear(int curve, FitReason reason)
    {
        int parameters = Model.Parameters.Count;
        Values.AsSpan(curve * parameters, parameters).Fill(double.NaN);
        Stds.AsSpan(curve * parameters, parameters).Fill(double.NaN);
        Covariances.AsSpan(curve * parameters * parameters, parameters * parameters).Fill(double.NaN);
        Chi2Reduced[curve] = double.NaN;
        DegreesOfFreedom[curve] = 0;
        Reasons[curve] = reason;
    }
}
