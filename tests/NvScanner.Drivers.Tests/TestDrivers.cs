using System.Globalization;
using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Tests;

/// <summary>Drivers made as a profile makes them, for an emulator on a port of this machine.</summary>
internal static class TestDrivers
{
    public static IInstrument Create(string key, int port, params (string Name, string Value)[] options) => Create(key, port, Context(), options);

    /// <summary>The same within a rig that other drivers share.</summary>
    public static IInstrument Create(string key, int port, DriverContext context, params (string Name, string Value)[] options)
    {
        var factory = InstrumentDrivers.All.Single(f => f.Key == key);
        var values = factory.Options.Where(o => o.Default is not null).ToDictionary(o => o.Name, o => o.Default!, StringComparer.Ordinal);
        values["address"] = string.Create(CultureInfo.InvariantCulture, $"TCPIP::127.0.0.1::{port}::SOCKET");
        foreach (var (name, value) in options) values[name] = value;
        InstrumentSpec spec = new(factory.Role, key, values, new Dictionary<string, (string, string)>(StringComparer.Ordinal));
        return factory.Create(spec, context);
    }

    /// <summary>What the drivers of one rig share.</summary>
    public static DriverContext Context(MovingPart moves = MovingPart.Tip) =>
        new(TimeProvider.System, new RigProfile { Name = "bench", Instruments = [], Tip = new TipCalibration(), Moves = moves });
}
