using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Twin;

/// <summary>The tip above the sample: feedback, lift, constant height, the end of the piezo's range, and what a crash leaves behind. Metres; not thread safe.</summary>
internal sealed class TipHeight(ISample sample, double standoffAtContact, MeasurementNoise noise, ThermalDrift drift, FaultInjector faults, StateChanges changes)
{
    private const double RetractedMetres = 20e-6;
    private const double LightAfterCrash = 0.6;

    private readonly FaultLine _crashes = faults.Of(FaultKinds.ProbeTipCrash);
    private readonly FaultLine _rail = faults.Of(FaultKinds.ProbeZRail);
    private HeightPlan _height = HeightPlan.Contact;
    private double _feedbackNoise;
    private double _halfRange = double.PositiveInfinity;
    private double _stepThatBreaks = double.PositiveInfinity;
    private double _feedbackError;
    private double _plane; // height of the surface where the tip came down
    private double _planeDrift;
    private double _damage;

    /// <summary>Whether the tip is clear of the sample.</summary>
    public bool IsRetracted { get; private set; } = true;

    /// <summary>Whether the tip presses against the sample beyond what the probe tolerates; it ends with a retract.</summary>
    public bool IsCrashed { get; private set; }

    /// <summary>Share of the NV's light that is still collected.</summary>
    public double Collection => _damage > 0 ? LightAfterCrash : 1;

    /// <summary>Standard deviation of the feedback, half the z range, and the step that a tip without feedback does not survive.</summary>
    public void Configure(double feedbackNoise, double range, double stepThatBreaks) =>
        (_feedbackNoise, _halfRange, _stepThatBreaks) = (feedbackNoise, 0.5 * range, stepThatBreaks);

    public void SetHeight(HeightPlan height)
    {
        _height = height;
        changes.Note();
    }

    public void Approach(double x, double y, double now)
    {
        if (IsRetracted) (_plane, _planeDrift) = (sample.HeightAt(x, y), drift.At(now).Z);
        IsRetracted = false;
        changes.Note();
    }

    public void Retract()
    {
        (IsRetracted, IsCrashed) = (true, false);
        changes.Note();
    }

    /// <summary>The tip has been moved sideways: the feedback has a new deviation, and a tip without feedback may have run into a wall.</summary>
    public void Follow(double x, double y, double now)
    {
        _feedbackError = noise.Normal(RandomPurpose.Feedback, _feedbackNoise);
        if (!IsRetracted && _height.Mode == HeightMode.ConstantHeight && SurfaceAt(x, y) - PlaneAt(now) > _stepThatBreaks)
            Crash(SurfaceAt(x, y) - PlaneAt(now));
    }

    /// <summary>Whether the piezo is at the end of its range.</summary>
    public bool IsAtRail(double x, double y, double now) =>
        !IsRetracted && (_rail.IsOn(now, out _) || Math.Abs(Extension(x, y, now)) > _halfRange);

    /// <summary>Height of the sample as the probe reads it, without the noise of the reading.</summary>
    public double TopographyAt(double x, double y, double now) => IsAtRail(x, y, now) ? _plane + Math.CopySign(_halfRange, Extension(x, y, now)) : sample.HeightAt(x, y);

    /// <summary>Lets a crash happen that is due.</summary>
    public void Update(double now)
    {
        if (!IsRetracted && _crashes.HasBegun(now, out var crash)) Crash(1e-9 * crash.Severity);
    }

    /// <summary>z of the NV in the sample frame.</summary>
    public double NvHeightAt(double x, double y, double now)
    {
        var contact = SurfaceAt(x, y) + standoffAtContact + _damage;
        if (IsRetracted) return contact + RetractedMetres;
        if (_rail.IsOn(now, out var rail)) return contact + 1e-9 * rail.Severity;
        return _height.Mode switch
        {
            HeightMode.Contact => contact + _feedbackError + BeyondRange(x, y, now),
            HeightMode.Lift => contact + _height.Distance.Metres + _feedbackError + BeyondRange(x, y, now),
            // feedback off: the tip rides up where the sample is higher than its plane
            _ => Math.Max(contact, PlaneAt(now) + standoffAtContact + _damage),
        };
    }

    private double SurfaceAt(double x, double y) => sample.HeightAt(x, y);

    // without feedback the plane follows the drift of the microscope
    private double PlaneAt(double now) => _plane + _height.Distance.Metres + drift.At(now).Z - _planeDrift;

    private double Extension(double x, double y, double now) => SurfaceAt(x, y) - _plane - (drift.At(now).Z - _planeDrift);

    // a valley deeper than the piezo reaches is not followed
    private double BeyondRange(double x, double y, double now) => Math.Max(0, -Extension(x, y, now) - _halfRange);

    private void Crash(double depth)
    {
        IsCrashed = true;
        _damage = Math.Max(_damage, depth);
        changes.Note();
    }
}
