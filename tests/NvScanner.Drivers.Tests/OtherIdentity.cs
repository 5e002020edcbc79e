using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests;

/// <summary>Another instrument at the address: it answers one query otherwise and is like the inner one for the rest.</summary>
internal sealed class OtherIdentity(ITextInstrument device, string query, string reply) : ITextInstrument
{
    public const string Keithley = "KEITHLEY INSTRUMENTS,MODEL 2450,04012345,1.7.12b";

    public string Terminator => device.Terminator;

    public IReadOnlyList<string> Take(string line) => line == query ? [reply] : device.Take(line);
}
