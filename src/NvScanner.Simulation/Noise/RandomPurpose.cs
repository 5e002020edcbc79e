namespace NvScanner.Simulation.Noise;

/// <summary>What random numbers are drawn for; each purpose has a stream of its own.</summary>
public enum RandomPurpose
{
    /// <summary>Photon shot noise, dead time and afterpulses.</summary>
    Photons = 1,

    /// <summary>Deviation of the stage from its set-point.</summary>
    Position = 2,

    /// <summary>Noise of the position read-back.</summary>
    PositionReadback = 3,

    /// <summary>Noise of the topography reading.</summary>
    Topography = 4,

    /// <summary>Noise of readings of the laser power.</summary>
    Readings = 5,

    /// <summary>Where particles, grains, cracks and dendrites of a simulated cell are.</summary>
    Microstructure = 20,

    /// <summary>Deviation of the tip's height from what the feedback should hold.</summary>
    Feedback = 6,

    /// <summary>Laser power from sweep to sweep.</summary>
    LaserPower = 7,

    /// <summary>Bias field from sweep to sweep.</summary>
    BiasRipple = 8,

    /// <summary>Noise of camera frames.</summary>
    Camera = 9,

    /// <summary>Thermal drift of the tip over the sample, a function of time.</summary>
    ThermalDrift = 10,

    /// <summary>Slow drift of the laser power, a function of time.</summary>
    LaserDrift = 11,

    /// <summary>Slow drift of the bias field, a function of time.</summary>
    BiasDrift = 12,

    /// <summary>Times of random faults.</summary>
    Faults = 13,

    /// <summary>What a fault does beyond its kind.</summary>
    FaultDetails = 14,

    /// <summary>Noise of readings of the cell.</summary>
    CellReadings = 15,

    /// <summary>Noise of readings of the temperature.</summary>
    TemperatureReadings = 16,

    /// <summary>Noise of readings of the bias field.</summary>
    BiasReadings = 17,
}
