namespace NvScanner.Physics.Photophysics;

/// <summary>Light pulses around a microwave sequence: polarisation, darkness in which the singlet empties, the sequence, and a gate that counts photons.</summary>
public sealed record PulsedReadout
{
    /// <summary>Laser power in W of both light pulses.</summary>
    public double LaserPowerWatts { get; init; } = 150e-6;

    /// <summary>Time in s of the polarising light.</summary>
    public double PolarisationSeconds { get; init; } = 3e-6;

    /// <summary>Darkness in s before the sequence, several lifetimes of the singlet.</summary>
    public double WaitSeconds { get; init; } = 1e-6;

    /// <summary>Time in s from the rise of the reading light during which photons are counted.</summary>
    public double GateSeconds { get; init; } = 300e-9;

    /// <summary>Time in s of one shot around a sequence of the given duration; the reading light goes on to polarise the next shot.</summary>
    public double ShotSeconds(double sequenceSeconds) => PolarisationSeconds + WaitSeconds + sequenceSeconds;

    /// <summary>Mean number of photons that one shot with the sequence detects in the gate.</summary>
    public double Photons(SpinDynamics dynamics, Action<SpinDynamics> sequence)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        ArgumentNullException.ThrowIfNull(sequence);
        dynamics.Reset();
        dynamics.Laser(LaserPowerWatts, PolarisationSeconds);
        dynamics.Evolve(WaitSeconds);
        sequence(dynamics);
        return dynamics.Laser(LaserPowerWatts, GateSeconds);
    }
}
