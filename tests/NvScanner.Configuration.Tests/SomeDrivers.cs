using NvScanner.Abstractions.Instruments;

namespace NvScanner.Configuration.Tests;

/// <summary>Drivers with one option of each kind that matters, instead of the simulation's own.</summary>
internal static class SomeDrivers
{
    public static IReadOnlyList<IDriverFactory> All { get; } =
    [
        new FakeDriver("simulated.stage", InstrumentRoles.Stage,
            new OptionDefinition("settling", OptionKind.Duration, "0.2 ms", "Settling time."),
            new OptionDefinition("axes", OptionKind.Integer, "3", "Number of axes."),
            new OptionDefinition("closed-loop", OptionKind.Flag, "true", "Whether positions are read back.")),
        new FakeDriver("simulated.probe", InstrumentRoles.Probe),
        new FakeDriver("simulated.microwave", InstrumentRoles.Microwave,
            new OptionDefinition("step-time", OptionKind.Duration, "0.2 ms", "Time of one frequency step."),
            new OptionDefinition("noise", OptionKind.Number, "0.01", "Relative noise.")),
        new FakeDriver("simulated.counter", InstrumentRoles.Counter),
        new FakeDriver("simulated.laser", InstrumentRoles.Laser,
            new OptionDefinition("shape", OptionKind.Choice, "flat", "Beam.", ["flat", "gauss"])),
        new FakeDriver("simulated.current-source", InstrumentRoles.CurrentSource),
        new FakeDriver("simulated.bias-field", InstrumentRoles.BiasField),
        new FakeDriver("simulated.potentiostat", InstrumentRoles.Potentiostat),
        new FakeDriver("simulated.temperature", InstrumentRoles.Temperature),
        new FakeDriver("real.microwave", InstrumentRoles.Microwave,
            new OptionDefinition("address", OptionKind.Text, null, "Network address."),
            new OptionDefinition("password", OptionKind.Text, "", "Password of the device.")),
    ];

    private sealed class FakeDriver(string key, string role, params OptionDefinition[] options) : IDriverFactory
    {
        public string Key => key;
        public string Role => role;
        public string Description => $"Fake {role}.";
        public IReadOnlyList<OptionDefinition> Options => options;
        public IInstrument Create(InstrumentSpec spec, DriverContext context) => throw new InvalidOperationException("Loading a profile creates no instrument.");
    }
}
