namespace NvScanner.Fitting.Sweeps;

/// <summary>Fits spectra that are measured in several sweeps, without those that disagree with the others, and flags what was left out.</summary>
/// <remarks>A reusable workspace, not thread safe, no allocation in Fit after the first call.</remarks>
public sealed class SweepFitter
{
    private readonly int _points;
    private readonly uint _saturation;
    private readonly SpectrumFitter _fitter;
    private readonly SweepScreen _screen;
    private uint[] _sums = [];

    /// <summary>A fitter for ascending frequencies in Hz; arguments are refused as by <see cref="SpectrumFitter"/> and <see cref="SweepScreen"/>.</summary>
    public SweepFitter(ReadOnlySpan<double> frequenciesHz, FitOptions options, SweepScreening screening)
    {
        ArgumentNullException.ThrowIfNull(options);
        _points = frequenciesHz.Length;
        _saturation = options.SaturationCounts;
        _fitter = new SpectrumFitter(frequenciesHz, options with { SaturationCounts = uint.MaxValue });
        _screen = new SweepScreen(_points, screening);
    }

    /// <summary>The largest number of lines that a result can have.</summary>
    public int MaximumLines => _fitter.MaximumLines;

    /// <summary>
    /// Fits the sums of the sound sweeps of `spectra` spectra, `counts` row-major [spectrum, sweep, frequency], into `results`, and marks the others
    /// in `outliers` [spectrum, sweep]; their number is in <see cref="FitResults.LeftOut"/>. A good fit without them has the reason
    /// `OutlierSweeps`; where more than half of the sweeps are outliers nothing is fitted. A count of a sound sweep at
    /// <see cref="FitOptions.SaturationCounts"/> makes a spectrum saturated. <see cref="ArgumentException"/> for lengths that do not agree.
    /// </summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, int sweeps, FitResults results, Span<bool> outliers)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNegative(spectra);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        if (counts.Length != (long)spectra * sweeps * _points)
            throw new ArgumentException(
                $"{counts.Length} counts for {spectra} spectra of {sweeps} sweeps of {_points} frequencies: expected {(long)spectra * sweeps * _points}.", nameof(counts));
        if (outliers.Length != (long)spectra * sweeps)
            throw new ArgumentException($"Room for {outliers.Length} marks, but there are {(long)spectra * sweeps} sweeps.", nameof(outliers));
        if (_sums.Length < spectra * _points)
            _sums = new uint[spectra * _points];
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            ReadOnlySpan<uint> all = counts.Slice(spectrum * sweeps * _points, sweeps * _points);
            Span<bool> marks = outliers.Slice(spectrum * sweeps, sweeps);
            _screen.Find(all, sweeps, marks);
            _screen.Sum(all, marks, _sums.AsSpan(spectrum * _points, _points));
        }
        _fitter.Fit(_sums.AsSpan(0, spectra * _points), spectra, results);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
            Flag(counts.Slice(spectrum * sweeps * _points, sweeps * _points), outliers.Slice(spectrum * sweeps, sweeps), results, spectrum);
    }

    private void Flag(ReadOnlySpan<uint> counts, ReadOnlySpan<bool> outliers, FitResults results, int spectrum)
    {
        int found = outliers.Count(true);
        if (IsSaturated(counts, outliers))
            results.Clear(spectrum, FitReason.Saturated, _fitter.Options.Model);
        else if (2 * found > outliers.Length)
            results.Clear(spectrum, FitReason.OutlierSweeps, _fitter.Options.Model);
        if (found > 0)
            results.AddLeftOut(spectrum, found);
    }

    private bool IsSaturated(ReadOnlySpan<uint> counts, ReadOnlySpan<bool> outliers)
    {
        for (int sweep = 0; sweep < outliers.Length; sweep++)
            if (!outliers[sweep])
                foreach (uint count in counts.Slice(sweep * _points, _points))
                    if (count >= _saturation)
                        return true;
        return false;
    }
}
