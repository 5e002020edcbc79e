using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>The piezo stage in x and y: where it was sent, where its sensor sees it, and where the tip really is over the sample. Metres; not thread safe.</summary>
/// <param name="servoResidue">Share of hysteresis and creep that a closed loop leaves.</param>
/// <param name="noise">Random numbers of the measurement.</param>
/// <param name="drift">Drift of the microscope.</param>
/// <param name="faults">Faults of the rig.</param>
/// <param name="changes">Told of moves.</param>
internal sealed class Scanner(double servoResidue, MeasurementNoise noise, ThermalDrift drift, FaultInjector faults, StateChanges changes)
{
    private readonly FaultLine _missedTarget = faults.Of(FaultKinds.StageMissedTarget);
    private readonly FaultLine _stiction = faults.Of(FaultKinds.StageStiction);
    private PiezoAxis _piezoX = new(0, 0, 0);
    private PiezoAxis _piezoY = new(0, 0, 0);
    private bool _hasSensor = true;
    private double _residue;
    private double _x, _y;
    private double _deviationX, _deviationY;

    /// <summary>Whether the tip moves over the sample while nobody moves it.</summary>
    public bool IsRestless => !drift.IsStill || _residue != 0;

    /// <summary>What kind of stage it is.</summary>
    /// <param name="travel">Way from one end to the other.</param>
    /// <param name="hysteresis">Distance of the two branches as a share of the travel.</param>
    /// <param name="creepPerDecade">Creep of a step per decade of time.</param>
    /// <param name="hasSensor">Whether a position sensor closes the loop.</param>
    public void Configure(double travel, double hysteresis, double creepPerDecade, bool hasSensor)
    {
        (_piezoX, _piezoY) = (new PiezoAxis(travel, hysteresis, creepPerDecade), new PiezoAxis(travel, hysteresis, creepPerDecade));
        (_hasSensor, _residue) = (hasSensor, hasSensor ? servoResidue : 1);
    }

    /// <summary>Moves with a normal deviation from the target (one standard deviation).</summary>
    public void MoveTo(double x, double y, double repeatability, double now)
    {
        changes.Note();
        if (_stiction.IsOn(now, out _)) return;
        (_x, _y) = (x, y);
        _piezoX.MoveTo(x, now);
        _piezoY.MoveTo(y, now);
        _deviationX = noise.Normal(RandomPurpose.Position, repeatability);
        _deviationY = noise.Normal(RandomPurpose.Position, repeatability);
        if (_missedTarget.IsOn(now, out var missed)) _deviationX += 1e-9 * missed.Severity;
    }

    /// <summary>What the stage says of its position, without the noise of the reading; a stage without sensor knows but its set-point.</summary>
    public (double X, double Y) SeenAt(double now) => _hasSensor ? StageAt(now) : (_x, _y);

    /// <summary>Where the tip is over the sample.</summary>
    public (double X, double Y) ActualAt(double now)
    {
        var (x, y) = StageAt(now);
        var way = drift.At(now);
        return (x + way.X, y + way.Y);
    }

    private (double X, double Y) StageAt(double now) => _residue == 0
        ? (_x + _deviationX, _y + _deviationY)
        : (_x + _deviationX + _residue * _piezoX.ErrorAt(now), _y + _deviationY + _residue * _piezoY.ErrorAt(now));
}
