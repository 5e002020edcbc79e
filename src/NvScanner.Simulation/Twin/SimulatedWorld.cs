using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// The one world that the simulated drivers of a rig act on and measure. Each part owns one physical thing and none locks: whoever touches a part holds
/// <see cref="Gate"/>, since drivers may be called from any thread.
/// </summary>
internal sealed class SimulatedWorld
{
    /// <summary>Held while any part is used.</summary>
    public Lock Gate { get; } = new();

    public required ulong Seed { get; init; }

    public required RigTime Time { get; init; }

    public required MeasurementNoise Noise { get; init; }

    public required FaultInjector Faults { get; init; }

    public required ISample Sample { get; init; }

    public required Scanner Scanner { get; init; }

    public required TipHeight Height { get; init; }

    public required Illumination Light { get; init; }

    public required MicrowaveOutput Microwave { get; init; }

    public required BiasCoil Bias { get; init; }

    public required Conductor Conductor { get; init; }

    public required CellCircuit Cell { get; init; }

    public required Fluorescence Fluorescence { get; init; }

    public required PhotonDetector Detector { get; init; }

    public required PulsedLight Pulses { get; init; }

    /// <summary>Roles of what is on or touches the sample now.</summary>
    public IReadOnlyList<string> Energized => new (string Role, bool IsOn)[]
    {
        (InstrumentRoles.Laser, Light.WattsAt(Time.Now) > 0),
        (InstrumentRoles.Microwave, Microwave.DbmAt(Time.Now) is not null),
        (InstrumentRoles.CurrentSource, Conductor.Amperes != 0),
        (InstrumentRoles.Potentiostat, Cell.IsDriven),
        (InstrumentRoles.Probe, !Height.IsRetracted),
    }.Where(part => part.IsOn).Select(part => part.Role).ToArray();

    /// <summary>Starts the random numbers of a measurement; takes the gate itself.</summary>
    public void BeginMeasurement(in MeasurementKey key)
    {
        lock (Gate) Noise.Begin(key);
    }

    /// <summary>The random numbers of one reading of a meter that is read beside the scan: they depend on how often it was read before, not on what the scan measured meanwhile.</summary>
    public CounterRandom MeterNoise(RandomPurpose meter, int reading) => new(Seed, meter, 0, reading, 0);
}
