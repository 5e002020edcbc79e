using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.Visa;

namespace NvScanner.Drivers.Tests.Transport.Visa;

/// <summary>The tests' own VISA, compiled once.</summary>
internal static class VisaStub
{
    public const string Compiler = "/usr/bin/gcc";

    private static readonly Lazy<VisaLibrary> Built = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("nvscanner-visa").FullName;
        var library = Path.Combine(folder, "libvisa-stub.so");
        Tool.RunAsync(Compiler, "-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "Transport", "Visa", "visa_stub.c")).GetAwaiter().GetResult();
        return new VisaLibrary([library]);
    });

    public static VisaLibrary Library => Built.Value;

    /// <summary>The instrument behind a TCP port, through the stub.</summary>
    public static VisaOpener Opener(int port) =>
        new(new InstrumentAddress.UsbTmc(1, 2, FormattableString.Invariant($"{port}"), 0)) { Runtime = () => Library };
}
