using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Drivers;

/// <summary>The simulated drivers, one per role, keys "simulated.stage" to "simulated.camera".</summary>
public static class SimulatedDrivers
{
    /// <summary>Every factory; all instruments of one rig share one simulated world, which the profile's simulation section describes.</summary>
    public static IReadOnlyList<IDriverFactory> All { get; } =
    [
        new SimulatedDriverFactory(InstrumentRoles.Stage, "Closed-loop piezo stage over the simulated sample.", SimulatedStage.Options, (spec, context) => new SimulatedStage(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Probe, "Scanning tip with height feedback.", SimulatedProbe.Options, (spec, context) => new SimulatedProbe(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Microwave, "Microwave source with a triggered list.", SimulatedMicrowave.Options, (spec, context) => new SimulatedMicrowave(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Counter, "Photon counter with software gates and hardware-timed bins.", SimulatedCounter.Options, (spec, context) => new SimulatedCounter(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Laser, "Excitation laser with an interlock.", SimulatedLaser.Options, (spec, context) => new SimulatedLaser(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Potentiostat, "Potentiostat on the sample's cell, or on a dummy cell.", SimulatedPotentiostat.Options, (spec, context) => new SimulatedPotentiostat(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.CurrentSource, "Current source on the sample's conductor.", SimulatedCurrentSource.Options, (spec, context) => new SimulatedCurrentSource(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Pulser, "Pulse generator.", SimulatedPulser.Options, (spec, context) => new SimulatedPulser(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.BiasField, "Vector coil that ramps and holds.", SimulatedBiasField.Options, (spec, context) => new SimulatedBiasField(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Temperature, "Thermometer at the sample.", SimulatedThermometer.Options, (spec, context) => new SimulatedThermometer(spec, context)),
        new SimulatedDriverFactory(InstrumentRoles.Camera, "Camera over the sample.", SimulatedCamera.Options, (spec, context) => new SimulatedCamera(spec, context)),
    ];
}
