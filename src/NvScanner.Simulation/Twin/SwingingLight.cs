using NvScanner.Physics.Photophysics;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// Light of an NV in a field B + b cos(phase), for a list of microwave frequencies. The rates are taken at eight equal phases, of which five differ, and interpolated by
/// <code>r(phase) = c0 + sum over k = 1 to 4 of ck cos(k phase)</code>
/// whose mean over any stretch of time is exact: each term times sin(k h)/(k h), h half the stretch's phase. So a sine that is fast against the stretch averages, a
/// slow one is followed, and no phase is drawn. The error is below 1e-3 of a line's depth up to an amplitude of half its width.
/// </summary>
internal sealed class SwingingLight
{
    private const int Harmonics = 4;

    private readonly CwSpectrum[] _spectra = new CwSpectrum[Harmonics + 1];
    private double[] _terms = []; // [harmonic, frequency]
    private double[] _rates = []; // [phase, frequency]
    private int _count;
    private double _radiansPerSecond;
    private double _phase;
    private double _at;

    /// <summary>Whether the field swings.</summary>
    public bool Swings { get; private set; }

    /// <summary>A field that stands still.</summary>
    public void Stop() => Swings = false;

    /// <summary>A field that swings: spectra at a part of the amplitude from 1 to -1, and frequency and phase at a time in s.</summary>
    public void Swing(Func<double, CwSpectrum> spectrumAt, double frequencyHz, double phaseRadians, double atSeconds)
    {
        for (var m = 0; m <= Harmonics; m++) _spectra[m] = spectrumAt(Math.Cos(Math.PI * m / Harmonics));
        (_radiansPerSecond, _phase, _at, Swings) = (2 * Math.PI * frequencyHz, phaseRadians, atSeconds, true);
    }

    /// <summary>Takes the rates at these frequencies in Hz.</summary>
    public void Take(ReadOnlySpan<double> frequenciesHz)
    {
        _count = frequenciesHz.Length;
        if (_terms.Length < (Harmonics + 1) * _count) (_terms, _rates) = (new double[(Harmonics + 1) * _count], new double[(Harmonics + 1) * _count]);
        for (var m = 0; m <= Harmonics; m++) _spectra[m].RatesAt(frequenciesHz, _rates.AsSpan(m * _count, _count));
        Array.Clear(_terms);
        // the cosine transform of an even function; its first and last samples and terms count half
        for (var k = 0; k <= Harmonics; k++)
            for (var m = 0; m <= Harmonics; m++)
            {
                var weight = 2.0 / Harmonics * Half(k) * Half(m) * Math.Cos(Math.PI * k * m / Harmonics);
                for (var i = 0; i < _count; i++) _terms[k * _count + i] += weight * _rates[m * _count + i];
            }

        static double Half(int index) => index is 0 or Harmonics ? 0.5 : 1;
    }

    /// <summary>Mean rate at the frequency of an index over some seconds from a time on.</summary>
    public double MeanAt(int index, double fromSeconds, double seconds)
    {
        var half = 0.5 * _radiansPerSecond * seconds;
        var middle = _phase + _radiansPerSecond * (fromSeconds + 0.5 * seconds - _at);
        var rate = _terms[index];
        for (var k = 1; k <= Harmonics; k++) rate += _terms[k * _count + index] * Sinc(k * half) * Math.Cos(k * middle);
        return rate;
    }

    /// <summary>Mean of cos(phase) over some seconds from a time on.</summary>
    public double MeanCosine(double fromSeconds, double seconds) =>
        Sinc(0.5 * _radiansPerSecond * seconds) * Math.Cos(_phase + _radiansPerSecond * (fromSeconds + 0.5 * seconds - _at));

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x;
}
