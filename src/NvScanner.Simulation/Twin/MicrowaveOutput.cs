namespace NvScanner.Simulation.Twin;

/// <summary>The source as the NV sees it: one frequency, and a list through which triggers step. Not thread safe: the world locks.</summary>
internal sealed class MicrowaveOutput
{
    private double[] _list = [];
    private int _length;
    private int _next;
    private bool _armed;

    /// <summary>Present frequency.</summary>
    public double FrequencyHz { get; private set; } = 2.87e9;

    /// <summary>Time the source needs after a trigger.</summary>
    public double StepSettlingSeconds { get; set; }

    public bool HasList => _length > 0;

    /// <summary>A fixed frequency; leaves the list mode.</summary>
    public void SetFrequency(double frequencyHz) => (FrequencyHz, _armed) = (frequencyHz, false);

    public void Load(ReadOnlySpan<double> frequenciesHz)
    {
        if (_list.Length < frequenciesHz.Length) _list = new double[frequenciesHz.Length];
        frequenciesHz.CopyTo(_list);
        (_length, _armed) = (frequenciesHz.Length, false);
    }

    /// <summary>The next trigger selects index 0.</summary>
    public void Arm() => (_next, _armed) = (0, true);

    public void Disarm() => _armed = false;

    /// <summary>One trigger: the next frequency of an armed list, which starts again at its end; nothing otherwise.</summary>
    public void Trigger()
    {
        if (!_armed) return;
        FrequencyHz = _list[_next];
        _next = _next + 1 == _length ? 0 : _next + 1;
    }
}
