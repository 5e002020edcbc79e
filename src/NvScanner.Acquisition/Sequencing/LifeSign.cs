namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// Notices a sensor that is stuck: its readings have shown noise, and now do not change by a bit. Noise is what turns the readings' curvature over and over, whatever they drift; a
/// sensor that has shown none is not judged. One that repeats itself at times, as one that is read more often than it converts, is given ten times its longest repetition.
/// </summary>
internal sealed class LifeSign
{
    private const int KnownAfterChanges = 10;
    private const double LeastTurns = 1.0 / 3; // of the changes; noise alone makes nearly three quarters
    private const double Rounding = 1e-9;
    private const int FewestRepetitions = 20;
    private const int TimesLongest = 10;
    private double _latest = double.NaN;
    private double _step = double.NaN;
    private int _curvature;
    private int _changes;
    private int _turns;
    private int _repetitions;
    private int _longest;

    /// <summary>Whether the sensor is stuck, after one more reading.</summary>
    public bool IsStuckAt(double reading)
    {
        if (reading.Equals(_latest)) // NaN equals itself here
            _repetitions++;
        else
            NoteChange(reading);
        return _changes >= KnownAfterChanges && _turns >= LeastTurns * _changes && _repetitions >= Math.Max(FewestRepetitions, TimesLongest * (_longest + 1));
    }

    /// <summary>Throws <see cref="LimitTrippedException"/> when the sensor is stuck after one more reading: what it should watch is not watched.</summary>
    public void Check(string what, double reading)
    {
        if (IsStuckAt(reading))
            throw new LimitTrippedException("sensor-stuck", $"the {what} has not changed by a bit for {_repetitions} readings, although it was never still before: look at the sensor and its meter");
    }

    private void NoteChange(double reading)
    {
        _longest = Math.Max(_longest, _repetitions);
        _repetitions = 0;
        _changes++;
        var step = reading - _latest;
        var bend = step - _step;
        var curvature = Math.Abs(bend) > Rounding * Math.Abs(reading) ? Math.Sign(bend) : 0; // false for what is no number
        if (curvature * _curvature < 0)
            _turns++;
        if (curvature != 0)
            _curvature = curvature;
        (_latest, _step) = (reading, step);
    }
}
