using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;

namespace NvScanner.Simulation.Twin;

/// <summary>The source as the NV sees it: one frequency, a list through which triggers step, and a power. Not thread safe.</summary>
internal sealed class MicrowaveOutput(FaultInjector faults, StateChanges changes)
{
    private readonly FaultLine _unlock = faults.Of(FaultKinds.MicrowaveUnlock);
    private readonly FaultLine _sag = faults.Of(FaultKinds.MicrowavePowerSag);
    private double[] _list = [];
    private double _resolution;
    private double? _dbm;
    private int _length;
    private int _next;
    private bool _armed;
    private bool _hasCutSweep;

    /// <summary>The list, empty where there is none.</summary>
    public ReadOnlySpan<double> List => _list.AsSpan(0, _length);

    /// <summary>Grows with every list that is loaded.</summary>
    public int ListVersion { get; private set; }

    /// <summary>Place of the present frequency in the list, -1 for one set by command.</summary>
    public int ListIndex { get; private set; } = -1;

    /// <summary>Frequency that the device has been told, on its grid.</summary>
    public double FrequencyHz { get; private set; } = 2.87e9;

    /// <summary>Time the source needs after a trigger.</summary>
    public double StepSettlingSeconds { get; private set; }

    public bool HasList => _length > 0;

    /// <summary>Settling after a trigger, and the grid of the device's frequencies (0 for none).</summary>
    public void Configure(double stepSettlingSeconds, double resolutionHz) => (StepSettlingSeconds, _resolution) = (stepSettlingSeconds, resolutionHz);

    /// <summary>A fixed frequency; leaves the list mode.</summary>
    public void SetFrequency(double frequencyHz) => (FrequencyHz, ListIndex, _armed) = (OnGrid(frequencyHz), -1, false);

    /// <summary>Power at the connector in dBm, or null while the output is off.</summary>
    public void SetDrive(double? dbm, double now)
    {
        if (_dbm == dbm) return;
        changes.Announce(now);
        _dbm = dbm;
        changes.Note();
    }

    public void Load(ReadOnlySpan<double> frequenciesHz)
    {
        if (_list.Length < frequenciesHz.Length) _list = new double[frequenciesHz.Length];
        for (var i = 0; i < frequenciesHz.Length; i++) _list[i] = OnGrid(frequenciesHz[i]);
        (_length, ListIndex, _armed) = (frequenciesHz.Length, -1, false);
        ListVersion++;
    }

    /// <summary>The list is gone, and with it what was noted of it.</summary>
    public void Clear() => (_length, ListIndex, _armed, _hasCutSweep) = (0, -1, false, false);

    /// <summary>The next trigger selects index 0. A list that was not at its end has had a trigger too many or too few.</summary>
    public void Arm()
    {
        NoteCutSweep();
        (_next, _armed) = (0, true);
    }

    public void Disarm()
    {
        NoteCutSweep();
        _armed = false;
    }

    /// <summary>One trigger: the next frequency of an armed list, which starts again at its end; nothing otherwise.</summary>
    public void Trigger()
    {
        if (!_armed) return;
        (FrequencyHz, ListIndex) = (_list[_next], _next);
        _next = _next + 1 == _length ? 0 : _next + 1;
    }

    /// <summary>What the source's status says that is wrong or was since it was asked last: lock, level, and lists that were not at their end when they were rewound.</summary>
    public string? TakeTrouble(double now)
    {
        NoteCutSweep();
        var (unlocked, unlevelled, cut) = (_unlock.HasBegun(now, out _) | _unlock.IsOn(now, out _), _sag.HasBegun(now, out _) | _sag.IsOn(now, out _), _hasCutSweep);
        _hasCutSweep = false;
        if (unlocked) return "the synthesizer was not locked to its reference: look at the reference's cable";
        if (unlevelled) return "the output was not levelled, there was less power than was set: look at what is connected to it";
        return cut ? "its list was not at its end after a sweep: a trigger was lost, or there was one too many; look at the trigger's cable" : null;
    }

    /// <summary>How far the emitted frequency is from what the device was told.</summary>
    public double OffsetHzAt(double now) => _unlock.IsOn(now, out var unlock) ? 1e6 * unlock.Severity : 0;

    /// <summary>Power that is emitted in dBm, or null.</summary>
    public double? DbmAt(double now) => _dbm is { } dbm && _sag.IsOn(now, out var sag) ? dbm - sag.Severity : _dbm;

    /// <summary>When the power changes next by what befalls it, after a time up to which it has been asked.</summary>
    public double NextChangeAfter(double time) => _sag.NextChangeAfter(time);

    private void NoteCutSweep() => _hasCutSweep |= _armed && _next != 0;

    private double OnGrid(double frequencyHz) => _resolution > 0 ? Math.Round(frequencyHz / _resolution) * _resolution : frequencyHz;
}
