using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Tests.Drivers;
using NvScanner.Simulation.Time;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Twin;

public class ImperfectionsTests
{
    [Fact]
    public void EveryRowOfTheTableIsInTheManual()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "explanation", "simulated-rig.md"));
        foreach (var row in Imperfections.All)
            Assert.Contains($"| `{row.Setting}` | {string.Join(" | ", row.Values)} | {row.Meaning} |", page);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("typical")]
    [InlineData("harsh")]
    public async Task ARigOfAnyLevelMeasuresTheSameWhateverWasMeasuredBefore(string level)
    {
        // what depends on the stage's way is left out: that is history
        var settings = new Dictionary<string, string> { ["imperfections"] = level, ["servo-residue"] = "0" };
        List<double[]> whole = [], tail = [];
        await RunAsync(settings, whole, 0);
        await RunAsync(settings, tail, 3);
        Assert.Equal(6, whole.Count);
        Assert.Equal(whole[3..], tail);
    }

    [Fact]
    public async Task TheLevelsDiffer()
    {
        List<double[]> none = [], typical = [], harsh = [];
        await RunAsync(new() { ["imperfections"] = "none" }, none, 0);
        await RunAsync(new() { ["imperfections"] = "typical" }, typical, 0);
        await RunAsync(new() { ["imperfections"] = "harsh" }, harsh, 0);
        Assert.NotEqual(none, typical);
        Assert.NotEqual(typical, harsh);
    }

    [Fact]
    public async Task AnUnknownLevelAndWrongValuesAreReportedTogether()
    {
        var profile = SimulatedRig.Profile(settings: new() { ["imperfections"] = "awful", ["laser-drift"] = "2", ["drift-walk"] = "5 s", ["photophysics"] = "mine" });
        var error = await Assert.ThrowsAsync<RigConnectionException>(() => SimulatedRig.RunAsync(profile, (_, _) => Task.CompletedTask));
        foreach (var part in new[] { "'awful' is not a level; choose one of none, typical, harsh", "'2' is not a number between -1 and 1", "'s' is not a unit of length", "choose one of robledo-2011, tetienne-2012, manson-2006" })
            Assert.Contains(part, error.Message);
    }

    [Fact]
    public async Task ACentreThatCannotBeIsRefusedWithItsCause()
    {
        var profile = SimulatedRig.Profile(settings: new() { ["saturated-rate"] = "1 Gcps" });
        var error = await Assert.ThrowsAsync<RigConnectionException>(() => SimulatedRig.RunAsync(profile, (_, _) => Task.CompletedTask));
        Assert.Contains("emits", error.Message);
        Assert.Contains("is impossible", error.Message);
    }

    // six pixels, each begun at its own minute of the rig's clock; a run that goes on begins at the minute of its first pixel
    private static Task RunAsync(Dictionary<string, string> settings, List<double[]> results, int first) =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(settings: settings), async (rig, clock) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3, 100e-6);
            await LaserOnAtAsync(rig, clock, 60);
            for (var pixel = first; pixel < 6; pixel++)
            {
                await UntilAsync(clock, 120 + 60 * pixel);
                foreach (var sink in rig.Instruments.Values.OfType<IMeasurementKeySink>()) sink.BeginMeasurement(new MeasurementKey(0, pixel, 0));
                await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(0.5e-6 * pixel, 3e-6, 0), default);
                await UntilAsync(clock, 121 + 60 * pixel);
                var topography = await rig.Require<IProbe>(InstrumentRoles.Probe).ReadTopographyAsync(default);
                var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
                await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetFrequencyAsync(new Frequency(2.8279e9), default);
                var counts = await counter.CountAsync(TimeSpan.FromSeconds(2.5), default);
                var truth = rig.Truth!.ReadTruth();
                results.Add([topography, counts, truth.ParallelFieldTesla, truth.ZeroFieldSplittingHz]);
            }
        });

    private static async Task LaserOnAtAsync(Rig rig, VirtualClock clock, double seconds)
    {
        var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
        await laser.SetEmissionAsync(false, default);
        await UntilAsync(clock, seconds);
        await laser.SetEmissionAsync(true, default);
    }

    private static ValueTask UntilAsync(VirtualClock clock, double seconds) => clock.PassAsync(seconds - clock.GetTimestamp() / (double)clock.TimestampFrequency);

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "NvScanner.sln"))) return folder;
        throw new InvalidOperationException("NvScanner.sln is in no folder above the tests.");
    }
}
