using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>The laser's light on the NV: warm-up after switching on, slow drift, noise, and an interlock that latches. Watts; not thread safe.</summary>
internal sealed class Illumination(LaserHabits habits, MeasurementNoise noise, ulong seed, FaultInjector faults, StateChanges changes)
{
    private readonly LatticeWalk _drift = LatticeWalk.Fluctuating(seed, RandomPurpose.LaserDrift, 0, habits.Drift, habits.DriftSeconds);
    private readonly FaultLine _opening = faults.Of(FaultKinds.LaserInterlockOpen);
    private readonly FaultLine _flicker = faults.Of(FaultKinds.LaserInterlockFlicker);
    private readonly FaultLine _sag = faults.Of(FaultKinds.LaserPowerSag);
    private bool _alwaysOpen;
    private double _setWatts;
    private double _noise;
    private bool _emits;
    private double _onSince;

    /// <summary>Whether the power changes by itself.</summary>
    public bool IsRestless => habits.WarmUp != 0 || habits.Drift != 0;

    /// <summary>Relative noise from sweep to sweep, and an interlock that is open from the start.</summary>
    public void Configure(double noise, bool interlockOpen) => (_noise, _alwaysOpen) = (noise, interlockOpen);

    public void SetPower(double watts, double now)
    {
        changes.Announce(now);
        _setWatts = watts;
        changes.Note();
    }

    public void SetEmission(bool on, double now)
    {
        var begins = on && !EmitsAt(now); // and whatever happened while there was no light is over
        changes.Announce(now);
        if (begins) _onSince = now;
        _emits = on;
        changes.Note();
    }

    public bool IsInterlockClosed(double now) => !_alwaysOpen && !_opening.IsOn(now, out _) && !_flicker.IsOn(now, out _);

    /// <summary>Whether light is emitted. An interlock that has been open switched it off for good, also when nobody looked.</summary>
    public bool EmitsAt(double now)
    {
        if (HasOpened(now) && _emits) SetEmission(false, now);
        return _emits;
    }

    /// <summary>Mean power on the NV.</summary>
    public double WattsAt(double now)
    {
        if (!EmitsAt(now)) return 0;
        var power = _setWatts * (1 + _drift.At(now) + habits.WarmUp * Math.Exp(-(now - _onSince) / habits.WarmUpSeconds));
        return Math.Max(0, _sag.IsOn(now, out var sag) ? power * sag.Severity : power);
    }

    /// <summary>Power in this sweep or gate relative to the mean.</summary>
    public double NextFactor() => Math.Max(0, 1 + noise.Normal(RandomPurpose.LaserPower, _noise));

    /// <summary>When the light changes next by what befalls it, after a time up to which it has been asked.</summary>
    public double NextChangeAfter(double time)
    {
        var next = Math.Min(Math.Min(_opening.NextChangeAfter(time), _flicker.NextChangeAfter(time)), _sag.NextChangeAfter(time));
        return IsRestless && _emits ? Math.Min(next, Math.Floor(time) + 1) : next; // slow changes are followed second by second
    }

    private bool HasOpened(double now) => _opening.HasBegun(now, out _) | _flicker.HasBegun(now, out _);
}
