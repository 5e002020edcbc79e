namespace NvScanner.Fitting;

/// <summary>Fit results of a batch of spectra as structure of arrays, owned and reused by the caller; what was not determined is NaN.</summary>
/// <remarks>Arrays per line are indexed [spectrum * Lines + line]; centres ascend and absent lines are NaN.</remarks>
public sealed class FitResults
{
    /// <summary>Room for `capacity` spectra of at most `maximumLines` lines; <see cref="ArgumentOutOfRangeException"/> below one.</summary>
    public FitResults(int capacity, int maximumLines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLines, 1);
        Capacity = capacity;
        Lines = maximumLines;
        int lines = checked(capacity * maximumLines);
        CentresHz = new double[lines];
        CentreStdsHz = new double[lines];
        Contrasts = new double[lines];
        ContrastStds = new double[lines];
        FwhmsHz = new double[lines];
        FwhmStdsHz = new double[lines];
        CentreLowersHz = new double[lines];
        CentreUppersHz = new double[lines];
        SplittingLowersHz = new double[capacity];
        SplittingUppersHz = new double[capacity];
        CentreCovariancesHz2 = new double[capacity];
        Baselines = new double[capacity];
        BaselineStds = new double[capacity];
        BaselineSlopes = new double[capacity];
        BaselineCurvatures = new double[capacity];
        Mixings = new double[capacity];
        SpacingsHz = new double[capacity];
        SpacingStdsHz = new double[capacity];
        Chi2Reduced = new double[capacity];
        DegreesOfFreedom = new int[capacity];
        LeftOut = new int[capacity];
        Reasons = new FitReason[capacity];
        LineCounts = new int[capacity];
        Models = new FitModel[capacity];
        for (int spectrum = 0; spectrum < capacity; spectrum++)
            Clear(spectrum, FitReason.NotMeasured, FitModel.Auto);
    }

    /// <summary>Number of spectra that fit in.</summary>
    public int Capacity { get; }

    /// <summary>Number of lines kept per spectrum.</summary>
    public int Lines { get; }

    /// <summary>Middle of the fitted grid in Hz, (first + last) / 2: where <see cref="Baselines"/> is meant.</summary>
    public double MiddleHz { get; internal set; } = double.NaN;

    /// <summary>Half the span of the fitted grid in Hz: the unit of the baseline's slope and curvature.</summary>
    public double HalfSpanHz { get; internal set; } = double.NaN;

    /// <summary>Line centres in Hz, [spectrum * Lines + line]; of a multiplet, the centre of the whole.</summary>
    public double[] CentresHz { get; }

    /// <summary>Standard deviations of the centres in Hz, from the full covariance, [spectrum * Lines + line].</summary>
    public double[] CentreStdsHz { get; }

    /// <summary>
    /// Lower bounds in Hz of the centres of a merged pair where <see cref="FitOptions.ProfileMerged"/> asks for them, NaN elsewhere and
    /// where nothing bounds them, [spectrum * Lines + line]: there the deviance has risen by one, so that 68 % of intervals hold the truth.
    /// </summary>
    public double[] CentreLowersHz { get; }

    /// <summary>Upper bounds, likewise.</summary>
    public double[] CentreUppersHz { get; }

    /// <summary>Lower bounds in Hz of the distance of a merged pair's centres, likewise, 0 where it may be a single line, [spectrum].</summary>
    public double[] SplittingLowersHz { get; }

    /// <summary>Upper bounds of that distance, likewise, [spectrum].</summary>
    public double[] SplittingUppersHz { get; }

    /// <summary>Depth of each line over the absolute baseline in the grid's middle (positive for a dip, summed over a multiplet), [spectrum * Lines + line].</summary>
    public double[] Contrasts { get; }

    /// <summary>Standard deviations of the contrasts, [spectrum * Lines + line].</summary>
    public double[] ContrastStds { get; }

    /// <summary>Full width at half maximum of one component in Hz, [spectrum * Lines + line].</summary>
    public double[] FwhmsHz { get; }

    /// <summary>Standard deviations of the widths in Hz, [spectrum * Lines + line].</summary>
    public double[] FwhmStdsHz { get; }

    /// <summary>Covariance of the first and the second centre in Hz^2, [spectrum]; NaN with fewer than two lines.</summary>
    public double[] CentreCovariancesHz2 { get; }

    /// <summary>Baseline in the grid's middle, in counts or value units, [spectrum].</summary>
    public double[] Baselines { get; }

    /// <summary>Standard deviations of the baselines, [spectrum].</summary>
    public double[] BaselineStds { get; }

    /// <summary>Change of the baseline from the middle to half a span above it by its linear term, in counts or value units, [spectrum].</summary>
    public double[] BaselineSlopes { get; }

    /// <summary>The same by its quadratic term, [spectrum].</summary>
    public double[] BaselineCurvatures { get; }

    /// <summary>Lorentzian part of a pseudo-Voigt line (0..1), NaN for other shapes, [spectrum].</summary>
    public double[] Mixings { get; }

    /// <summary>Distance of neighbouring hyperfine components in Hz, fitted or known beforehand, NaN without a multiplet, [spectrum].</summary>
    public double[] SpacingsHz { get; }

    /// <summary>Standard deviations of the spacings in Hz, 0 where they are known beforehand, [spectrum].</summary>
    public double[] SpacingStdsHz { get; }

    /// <summary>Pearson chi-square over degrees of freedom, [spectrum]; 1 by construction with unweighted statistics.</summary>
    public double[] Chi2Reduced { get; }

    /// <summary>Used points minus free parameters, [spectrum].</summary>
    public int[] DegreesOfFreedom { get; }

    /// <summary>Number of sweeps or single points that were left out as outliers, [spectrum].</summary>
    public int[] LeftOut { get; }

    /// <summary>Whether and why not the values can be used, [spectrum].</summary>
    public FitReason[] Reasons { get; }

    /// <summary>Number of lines found, [spectrum].</summary>
    public int[] LineCounts { get; }

    /// <summary>The model that was fitted or, with `auto`, chosen, [spectrum].</summary>
    public FitModel[] Models { get; }

    /// <summary>True when the fit of a spectrum settled with finite centres and errors: reason Ok, Merged, ModelInadequate or OutlierSweeps.</summary>
    public bool IsConverged(int spectrum)
    {
        if (Reasons[spectrum] is not (FitReason.Ok or FitReason.Merged or FitReason.ModelInadequate or FitReason.OutlierSweeps) || LineCounts[spectrum] == 0)
            return false;
        for (int line = 0; line < LineCounts[spectrum]; line++)
            if (!double.IsFinite(CentresHz[spectrum * Lines + line]) || !double.IsFinite(CentreStdsHz[spectrum * Lines + line]))
                return false;
        return true;
    }

    /// <summary>Takes a spectrum over from results of no more lines on the same grid.</summary>
    internal void Copy(int spectrum, FitResults other, int from)
    {
        Clear(spectrum, other.Reasons[from], other.Models[from]);
        int first = spectrum * Lines, source = from * other.Lines, lines = other.LineCounts[from];
        other.CentresHz.AsSpan(source, lines).CopyTo(CentresHz.AsSpan(first));
        other.CentreStdsHz.AsSpan(source, lines).CopyTo(CentreStdsHz.AsSpan(first));
        other.Contrasts.AsSpan(source, lines).CopyTo(Contrasts.AsSpan(first));
        other.ContrastStds.AsSpan(source, lines).CopyTo(ContrastStds.AsSpan(first));
        other.FwhmsHz.AsSpan(source, lines).CopyTo(FwhmsHz.AsSpan(first));
        other.FwhmStdsHz.AsSpan(source, lines).CopyTo(FwhmStdsHz.AsSpan(first));
        CentreCovariancesHz2[spectrum] = other.CentreCovariancesHz2[from];
        Baselines[spectrum] = other.Baselines[from];
        BaselineStds[spectrum] = other.BaselineStds[from];
        BaselineSlopes[spectrum] = other.BaselineSlopes[from];
        BaselineCurvatures[spectrum] = other.BaselineCurvatures[from];
        Mixings[spectrum] = other.Mixings[from];
        Chi2Reduced[spectrum] = other.Chi2Reduced[from];
        DegreesOfFreedom[spectrum] = other.DegreesOfFreedom[from];
        LineCounts[spectrum] = lines;
    }

    internal void Clear(int spectrum, FitReason reason, FitModel model)
    {
        for (int line = 0; line < Lines; line++)
            ClearLine(spectrum * Lines + line);
        SplittingLowersHz[spectrum] = SplittingUppersHz[spectrum] = double.NaN;
        CentreCovariancesHz2[spectrum] = double.NaN;
        Baselines[spectrum] = double.NaN;
        BaselineStds[spectrum] = double.NaN;
        BaselineSlopes[spectrum] = double.NaN;
        BaselineCurvatures[spectrum] = double.NaN;
        Mixings[spectrum] = double.NaN;
        SpacingsHz[spectrum] = double.NaN;
        SpacingStdsHz[spectrum] = double.NaN;
        Chi2Reduced[spectrum] = double.NaN;
        DegreesOfFreedom[spectrum] = 0;
        LeftOut[spectrum] = 0;
        Reasons[spectrum] = reason;
        LineCounts[spectrum] = 0;
        Models[spectrum] = model;
    }

    /// <summary>Says that something was left out: an otherwise good fit is flagged.</summary>
    internal void AddLeftOut(int spectrum, int number)
    {
        LeftOut[spectrum] += number;
        if (number > 0 && Reasons[spectrum] == FitReason.Ok)
            Reasons[spectrum] = FitReason.OutlierSweeps;
    }

    internal void ClearLine(int at) =>
        CentresHz[at] = CentreStdsHz[at] = CentreLowersHz[at] = CentreUppersHz[at] = Contrasts[at] = ContrastStds[at] = FwhmsHz[at] = FwhmStdsHz[at] = double.NaN;
}
