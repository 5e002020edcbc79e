namespace NvScanner.Simulation.Noise;

/// <summary>What random numbers are drawn for; each purpose has a stream of its own.</summary>
public enum RandomPurpose
{
    /// <summary>Photon shot noise.</summary>
    Photons = 1,

    /// <summary>Deviation of the stage from its set-point.</summary>
    Position = 2,

    /// <summary>Noise of the position read-back.</summary>
    PositionReadback = 3,

    /// <summary>Noise of the topography reading.</summary>
    Topography = 4,

    /// <summary>Noise of readings of bias field and laser power.</summary>
    Readings = 5,

    /// <summary>Noise of readings of the cell.</summary>
    CellReadings = 6,

    /// <summary>Noise of readings of the temperature.</summary>
    TemperatureReadings = 7,
}
