using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Configuration;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation;

namespace NvScanner.Drivers.Tests;

/// <summary>The shipped profiles of real rigs, each connected to emulators in the place of its instruments.</summary>
public sealed class RealRigTests
{
    public static TheoryData<string> Profiles => new(Directory.EnumerateFiles(Folder(), "*.yaml").Select(f => Path.GetFileName(f)).Where(f => !f.StartsWith("simulated-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryDriverHasItsEmulator() => Assert.Equal(InstrumentDrivers.All.Select(d => d.Key).Order(StringComparer.Ordinal), Emulators.All.Select(e => e.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryDriverHasItsSectionInTheReference()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "..", "docs", "reference", "instruments.md"));
        Assert.All(InstrumentDrivers.All, d => Assert.Contains($"`{d.Key}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task AShippedProfileIsValidAndEveryInstrumentAnswers(string name)
    {
        var path = Path.Combine(Folder(), name);
        var shipped = ProfileLoader.Load(path, InstrumentDrivers.All).Value;
        List<EmulatorHost> hosts = [];
        try
        {
            List<string> settings = [];
            foreach (var instrument in shipped.Instruments)
            {
                var host = Emulators.All.Single(e => e.Name == instrument.Driver).Start(TimeProvider.System, 0);
                hosts.Add(host);
                settings.Add($"instruments.{instrument.Role}.options.address=\"{host.Address}\"");
                if (instrument.Driver == "nanonis.stage" && ResourceString.Parse(host.Address) is InstrumentAddress.TcpSocket socket)
                    settings.Add(string.Create(CultureInfo.InvariantCulture, $"instruments.stage.options.stop-port={socket.Port + 1}"));
            }
            var profile = ProfileLoader.Load(path, InstrumentDrivers.All, settings).Value;
            await using var rig = await Rig.ConnectAsync(profile, InstrumentDrivers.All, TimeProvider.System, CancellationToken.None);
            Assert.Equal(profile.Instruments.Count, rig.Identities.Count);
            Assert.All(rig.Identities.Values, i => Assert.NotEmpty(i.Model));
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task ARigWithoutItsInstrumentsNamesEachThatDoesNotAnswer()
    {
        var path = Path.Combine(Folder(), "battery-add-on.yaml");
        var roles = new[] { "stage", "probe", "microwave", "counter", "laser", "potentiostat" };
        var profile = ProfileLoader.Load(path, InstrumentDrivers.All, [.. roles.Select((r, i) => $"instruments.{r}.options.address=\"TCPIP::127.0.0.1::{i + 2}::SOCKET\"")]).Value;
        var error = await Assert.ThrowsAsync<RigConnectionException>(async () => await Rig.ConnectAsync(profile, InstrumentDrivers.All, TimeProvider.System, CancellationToken.None));
        Assert.All(roles, role => Assert.Contains(error.Failures, f => f.Message.StartsWith(role, StringComparison.Ordinal) && f.Message.Contains("check", StringComparison.Ordinal)));
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "hardware-profiles", "schemas")) || !Directory.Exists(Path.Combine(folder, "docs"))) folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return Path.Combine(folder, "hardware-profiles");
    }
}
