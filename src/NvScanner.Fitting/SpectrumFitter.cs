using System.Runtime.Intrinsics.X86;
using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting;

/// <summary>Fits batches of spectra on one frequency grid; a reusable workspace, not thread safe, no allocation in Fit after the first call.</summary>
/// <remarks>The result of a spectrum does not depend on the other spectra of its batch.</remarks>
public sealed class SpectrumFitter
{
    /// <summary>Points beyond the number of parameters, so that there is something to judge the fit by.</summary>
    private const int SparePoints = 2;

    private readonly int _points;
    private readonly IFittingEngine _engine;

    /// <summary>A fitter for ascending frequencies in Hz; <see cref="ArgumentException"/> names the first index that does not ascend or is not finite.</summary>
    public SpectrumFitter(ReadOnlySpan<double> frequenciesHz, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FrequencyGrid grid = new(frequenciesHz);
        Validate(options, grid.Count);
        Options = options;
        _points = grid.Count;
        MaximumLines = options.Model.IsAuto ? options.AutoLines ?? FitModel.MaximumLines : options.Model.Lines;
        _engine = Avx512F.IsSupported ? new FittingEngine<Lanes512<double>, Lanes512<float>>(grid, options)
            : Fma.IsSupported ? new FittingEngine<Lanes256<double>, Lanes256<float>>(grid, options)
            : new FittingEngine<Lanes128<double>, Lanes128<float>>(grid, options);
    }

    /// <summary>The options given.</summary>
    public FitOptions Options { get; }

    /// <summary>The largest number of lines that a result can have.</summary>
    public int MaximumLines { get; }

    /// <summary>Fits `spectra` rows of counts, row-major [spectrum, frequency], into `results`; <see cref="ArgumentException"/> for lengths that do not agree.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results)
    {
        Check(counts, spectra, results);
        FitPiece(counts, [], [], spectra, results, 0);
    }

    /// <summary>
    /// Fits `spectra` rows of values with their standard deviations, both row-major [spectrum, frequency]; sigmas are empty with
    /// unweighted statistics; <see cref="ArgumentException"/> for lengths that do not agree.
    /// </summary>
    public void Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results)
    {
        Check(values, sigmas, spectra, results);
        FitPiece([], values, sigmas, spectra, results, 0);
    }

    /// <summary>What Fit of counts asks of its arguments.</summary>
    internal void Check(ReadOnlySpan<uint> counts, int spectra, FitResults results)
    {
        if (Options.Statistics != FitStatistics.Poisson)
            throw new InvalidOperationException($"This fitter was built for {Options.Statistics} values; counts need FitStatistics.Poisson.");
        Check(counts.Length, spectra, results, nameof(counts));
    }

    /// <summary>What Fit of values asks of its arguments.</summary>
    internal void Check(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results)
    {
        if (Options.Statistics == FitStatistics.Poisson)
            throw new InvalidOperationException("This fitter was built for Poisson counts; values need FitStatistics.Weighted or Unweighted.");
        Check(values.Length, spectra, results, nameof(values));
        bool weighted = Options.Statistics == FitStatistics.Weighted;
        if (sigmas.Length != (weighted ? values.Length : 0))
            throw new ArgumentException(
                $"{sigmas.Length} sigmas with {Options.Statistics} statistics for {values.Length} values: give {(weighted ? "one per value" : "none")}.",
                nameof(sigmas));
    }

    /// <summary>Fits spectra that have been checked into the results from number `first` on.</summary>
    internal void FitPiece(
        ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results, int first) =>
        _engine.Fit(counts, values, sigmas, spectra, results, first);

    /// <summary>The least number of frequencies that these options can be fitted to.</summary>
    internal static int PointsNeeded(FitOptions options) =>
        new ParameterLayout((options.BaselineDegree ?? 0) + 1, LeastLines(options), options.Model.Shape == LineShape.Voigt, options.Ties).Count + SparePoints;

    private static void Validate(FitOptions options, int points)
    {
        ArgumentNullException.ThrowIfNull(options.Model);
        if (options.AutoLines is < 1 or > FitModel.MaximumLines)
            throw new ArgumentOutOfRangeException(nameof(options), options.AutoLines, "AutoLines must be 1 to 8.");
        if (options.AutoLines is not null && !options.Model.IsAuto)
            throw new ArgumentException($"AutoLines is set, but the model is {options.Model}, not auto.", nameof(options));
        if (options.Model.IsAuto && options.Ties != default)
            throw new ArgumentException("SharedWidth, SharedDepth and FreeSpacing need a named model; the model is auto.", nameof(options));
        if (options.FreeSpacing && options.Model.Multiplet == Hyperfine.None)
            throw new ArgumentException($"FreeSpacing is set, but {options.Model} has no hyperfine components.", nameof(options));
        if (options.BaselineDegree is < 0 or > 2)
            throw new ArgumentOutOfRangeException(nameof(options), options.BaselineDegree, "BaselineDegree must be 0 to 2.");
        if (!Enum.IsDefined(options.Statistics))
            throw new ArgumentOutOfRangeException(nameof(options), options.Statistics, "Unknown statistics.");
        int needed = PointsNeeded(options);
        if (points < needed)
            throw new ArgumentException($"{points} frequencies, but {options.Model} with {LeastLines(options)} lines needs at least {needed}.", nameof(options));
    }

    private static int LeastLines(FitOptions options) => options.Model.IsAuto ? options.AutoLines ?? 1 : options.Model.Lines;

    private void Check(int length, int spectra, FitResults results, string name)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNegative(spectra);
        if (length != (long)spectra * _points)
            throw new ArgumentException($"{length} numbers for {spectra} spectra of {_points} frequencies: expected {(long)spectra * _points}.", name);
        if (results.Capacity < spectra)
            throw new ArgumentException($"Room for {results.Capacity} spectra, but {spectra} are to be fitted.", nameof(results));
        if (results.Lines < MaximumLines)
            throw new ArgumentException($"Room for {results.Lines} lines per spectrum, but the model can have {MaximumLines}.", nameof(results));
    }
}
