using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;
using NvScanner.Testing.Contracts;

namespace NvScanner.Simulation.Tests.Drivers;

/// <summary>The contract of each capability, kept by its simulated driver.</summary>
public static class DriverContractTests
{
    public sealed class Stage : PositionerContract
    {
        protected override double ToleranceMetres => 5e-9;

        protected override Task RunAsync(Func<IPositioner, Task> body) => WithFresh(InstrumentRoles.Stage, body);
    }

    public sealed class Probe : ProbeContract
    {
        protected override Task RunAsync(Func<IProbe, Task> body) => WithFresh(InstrumentRoles.Probe, body);
    }

    public sealed class Microwave : MicrowaveSourceContract
    {
        protected override Task RunAsync(Func<IMicrowaveSource, Task> body) => WithFresh(InstrumentRoles.Microwave, body);
    }

    public sealed class Counter : PhotonCounterContract
    {
        protected override Task RunAsync(Func<IPhotonCounter, Task> body) => WithFresh(InstrumentRoles.Counter, body);
    }

    public sealed class Laser : LaserContract
    {
        protected override Task RunAsync(Func<ILaser, Task> body) => WithFresh(InstrumentRoles.Laser, body);
    }

    public sealed class CurrentSource : CurrentSourceContract
    {
        protected override Task RunAsync(Func<ICurrentSource, Task> body) => WithFresh(InstrumentRoles.CurrentSource, body);
    }

    public sealed class BiasField : BiasFieldContract
    {
        protected override double ToleranceTesla => 5e-6;

        protected override Task RunAsync(Func<IBiasField, Task> body) => WithFresh(InstrumentRoles.BiasField, body);
    }

    public sealed class Potentiostat : PotentiostatContract
    {
        protected override Task RunAsync(Func<IPotentiostat, Task> body) => WithFresh(InstrumentRoles.Potentiostat, body);
    }

    public sealed class Pulser : PulseGeneratorContract
    {
        protected override Task RunAsync(Func<IPulseGenerator, Task> body) => WithFresh(InstrumentRoles.Pulser, body);
    }

    public sealed class Thermometer : TemperatureSensorContract
    {
        protected override Task RunAsync(Func<ITemperatureSensor, Task> body) => WithFresh(InstrumentRoles.Temperature, body);
    }

    private static async Task WithFresh<T>(string role, Func<T, Task> body) where T : class, IInstrument
    {
        using var clock = new VirtualClock(SimulatedRig.Start);
        var profile = SimulatedRig.Profile();
        await clock.RunActorAsync("test", async () =>
        {
            var factory = SimulatedDrivers.All.Single(driver => driver.Role == role);
            await using var instrument = factory.Create(profile.Find(role)!, new DriverContext(clock, profile));
            await body((T)instrument);
        }).WaitAsync(TimeSpan.FromSeconds(60), RealTime.Provider);
    }
}
