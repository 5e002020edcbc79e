using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;

namespace NvScanner.EndToEnd.Tests.Faults;

/// <summary>
/// What the program makes of every fault today: no run hangs, every file can be read, whatever is still on is named by the run, and no wrong field is accepted. Where
/// it does less than it should, docs/explanation/simulated-rig.md says so.
/// </summary>
public sealed class FaultTableTests
{
    private const double WrongInSigma = 6;

    // a run of two minutes: connected after 0.2 s, a reference, the tip down at 39 s, three lines, at 61 s a reference and the next approach, three lines from 100 s on
    private const double WhilePreparing = 0.2;
    private const double WhileScanning = 40;
    private const double WhenNoiseIsKnown = 56;

    /// <summary>Kind, when, how the run ends, a part of the reason, what stays on.</summary>
    public static TheoryData<string, double, RunState, string, string> Rows()
    {
        var rows = new TheoryData<string, double, RunState, string, string>();
        void Add(string kind, RunState state, string reason = "every pixel was measured", string stillOn = "", double? at = null) =>
            rows.Add(kind, at ?? WhileScanning, state, reason, stillOn);

        Add("stage-hang", RunState.Failed, "stage (simulated.stage): vouch did not end within 5 s");
        Add("stage-slow", RunState.Failed, "did not end within");
        Add("stage-garbage", RunState.Failed, @"answered '\x00");
        Add("stage-partial", RunState.Failed, "answered '+1.49'");
        Add("stage-disconnect", RunState.Failed, "stage (simulated.stage): the connection was lost");
        Add("stage-reset", RunState.Failed, "has restarted by itself");
        Add("stage-replaced", RunState.Failed, "another device answers");
        Add("probe-hang", RunState.Failed, "NOT SAFE: probe (simulated.probe): make safe did not end", "probe");
        Add("probe-slow", RunState.Failed, "vouch did not end within 5 s");
        Add("probe-garbage", RunState.Failed, "to 'VouchAsync'");
        Add("probe-partial", RunState.Failed, "answered '+1.49'");
        Add("probe-disconnect", RunState.Failed, "NOT SAFE: probe (simulated.probe): the connection was lost", "probe");
        Add("probe-reset", RunState.Failed, "has restarted by itself");
        Add("probe-replaced", RunState.Failed, "another device answers");
        Add("microwave-hang", RunState.Failed, "NOT SAFE: microwave (simulated.microwave): make safe did not end", "microwave");
        Add("microwave-slow", RunState.Failed, "rewind frequency list did not end within 5 s");
        Add("microwave-garbage", RunState.Failed, "to 'ArmAsync'");
        Add("microwave-partial", RunState.Failed, "answered '+1.49'");
        Add("microwave-disconnect", RunState.Failed, "NOT SAFE: microwave (simulated.microwave): the connection was lost", "microwave");
        Add("microwave-reset", RunState.Failed, "holds no list");
        Add("microwave-replaced", RunState.Failed, "holds no list");
        Add("counter-hang", RunState.Failed, "read bins did not end within");
        Add("counter-slow", RunState.Failed, "read bins did not end within");
        Add("counter-garbage", RunState.Failed, "to 'ReadBinsAsync'");
        Add("counter-partial", RunState.Failed, "answered '+1.49'");
        Add("counter-disconnect", RunState.Failed, "counter (simulated.counter): the connection was lost");
        Add("counter-reset", RunState.Failed, "is not armed");
        Add("counter-replaced", RunState.Failed, "is not armed");
        Add("laser-hang", RunState.Failed, "NOT SAFE: laser (simulated.laser): make safe did not end", "laser");
        Add("laser-slow", RunState.Failed, "read status did not end within 5 s");
        Add("laser-garbage", RunState.Failed, "to 'ReadStatusAsync'");
        Add("laser-partial", RunState.Failed, "answered '+1.49'");
        Add("laser-disconnect", RunState.Failed, "NOT SAFE: laser (simulated.laser): the connection was lost", "laser");
        Add("laser-reset", RunState.Tripped, "photon rate");
        Add("laser-replaced", RunState.Tripped, "photon rate");
        Add("potentiostat-hang", RunState.Failed, "NOT SAFE: potentiostat (simulated.potentiostat): make safe did not end");
        Add("potentiostat-slow", RunState.Failed, "vouch did not end within 5 s");
        Add("potentiostat-garbage", RunState.Failed, "to 'VouchAsync'");
        Add("potentiostat-partial", RunState.Failed, "answered '+1.49'");
        Add("potentiostat-disconnect", RunState.Failed, "NOT SAFE: potentiostat (simulated.potentiostat): the connection was lost");
        Add("potentiostat-reset", RunState.Failed, "has restarted by itself");
        Add("potentiostat-replaced", RunState.Failed, "another device answers");
        Add("current-source-hang", RunState.Failed, "vouch did not end within 5 s", at: WhilePreparing);
        Add("current-source-hang", RunState.Failed, "NOT SAFE: current-source (simulated.current-source): make safe did not end", "current-source");
        Add("current-source-slow", RunState.Failed, "vouch did not end within 5 s");
        Add("current-source-garbage", RunState.Failed, "to 'VouchAsync'");
        Add("current-source-partial", RunState.Failed, "answered '+1.49'");
        Add("current-source-disconnect", RunState.Failed, "NOT SAFE: current-source (simulated.current-source): the connection was lost", "current-source");
        Add("current-source-reset", RunState.Failed, "has restarted by itself");
        Add("current-source-replaced", RunState.Failed, "another device answers");
        Add("pulser-hang", RunState.Failed, "NOT SAFE: pulser (simulated.pulser): make safe did not end");
        Add("pulser-slow", RunState.Completed);
        Add("pulser-garbage", RunState.Completed);
        Add("pulser-partial", RunState.Completed);
        Add("pulser-disconnect", RunState.Failed, "NOT SAFE: pulser (simulated.pulser): the connection was lost");
        Add("pulser-reset", RunState.Completed);
        Add("pulser-replaced", RunState.Completed);
        Add("bias-field-hang", RunState.Failed, "set field did not end within 900 s", at: WhilePreparing);
        Add("bias-field-slow", RunState.Completed, at: WhilePreparing);
        Add("bias-field-garbage", RunState.Failed, "to 'SetFieldAsync'", at: WhilePreparing);
        Add("bias-field-partial", RunState.Failed, "answered '+1.49'");
        Add("bias-field-disconnect", RunState.Failed, "bias-field (simulated.bias-field): the connection was lost", at: WhilePreparing);
        Add("bias-field-reset", RunState.Failed, "the field reads [");
        Add("bias-field-replaced", RunState.Failed, "the field reads [");
        Add("temperature-hang", RunState.Failed, "read temperature did not end within 5 s");
        Add("temperature-slow", RunState.Failed, "read temperature did not end within 5 s");
        Add("temperature-garbage", RunState.Failed, "to 'ReadTemperatureAsync'");
        Add("temperature-partial", RunState.Failed, "answered '+1.49'");
        Add("temperature-disconnect", RunState.Failed, "temperature (simulated.temperature): the connection was lost");
        Add("temperature-reset", RunState.Completed);
        Add("temperature-replaced", RunState.Completed);
        Add("counter-overflow", RunState.Failed, "overflow");
        Add("counter-saturation", RunState.Failed, "overload");
        Add("counter-zero", RunState.Tripped, "photon rate 0 cps is below");
        Add("counter-missed-trigger", RunState.Failed, "its list was not at its end after a sweep");
        Add("counter-over-range", RunState.Completed);
        Add("counter-extra-trigger", RunState.Failed, "its list was not at its end after a sweep");
        Add("laser-interlock-open", RunState.Tripped, "photon rate");
        Add("laser-interlock-flicker", RunState.Tripped, "photon rate");
        Add("laser-power-sag", RunState.Completed);
        Add("potentiostat-lost", RunState.Failed, "NOT SAFE: potentiostat (simulated.potentiostat): the connection was lost");
        Add("potentiostat-over-voltage", RunState.Tripped, "cell voltage 4.7");
        Add("potentiostat-over-current", RunState.Tripped, "cell voltage 5.9");
        Add("potentiostat-sensor-stuck", RunState.Tripped, "the cell voltage has not changed by a bit for 20 readings", at: WhenNoiseIsKnown);
        Add("sample-over-temperature", RunState.Tripped, "cell temperature");
        Add("temperature-sensor-stuck", RunState.Tripped, "the cell temperature has not changed by a bit for 20 readings", at: WhenNoiseIsKnown);
        Add("temperature-sensor-absent", RunState.Tripped, "cell temperature");
        Add("temperature-sensor-absent", RunState.Tripped, "cell temperature", at: WhilePreparing);
        Add("stage-missed-target", RunState.Failed, "missed its target");
        Add("stage-stiction", RunState.Failed, "missed its target");
        Add("probe-tip-crash", RunState.Failed, "the tip is pressed into the sample");
        Add("probe-z-rail", RunState.Failed, "the z piezo is at the end of its range");
        Add("microwave-unlock", RunState.Failed, "was not locked to its reference");
        Add("microwave-power-sag", RunState.Failed, "was not levelled");
        Add("cell-short", RunState.Tripped, "cell voltage 100");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task ARunEndsAsThisTableSays(string kind, double at, RunState state, string reason, string stillOn)
    {
        var run = await FaultyRun.RunAsync(new FaultSpec { Kind = FaultKinds.Find(kind)!, At = TimeSpan.FromSeconds(at), For = kind.EndsWith("stuck", StringComparison.Ordinal) ? TimeSpan.FromMinutes(2) : null });

        Assert.Contains(kind, run.Struck);
        Assert.Equal((state, state), (run.Outcome.State, run.FileState));
        Assert.Contains(reason, run.Outcome.Reason);
        Assert.Equal(stillOn, string.Join(",", run.StillOn));
        Assert.All(run.StillOn, role => Assert.Contains("NOT SAFE: " + role, run.Outcome.Reason));
        Assert.InRange(run.Outcome.VirtualSeconds, 0, 1200);
        Assert.InRange(run.WorstPull, 0, WrongInSigma);
    }

    [Fact]
    public void EveryKindHasARowUnlessNoRunUsesItsInstrument() =>
        Assert.Equal(
            FaultKinds.All.Where(kind => kind.Role != InstrumentRoles.Camera).Select(kind => kind.Name).Order(StringComparer.Ordinal),
            Rows().Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task WithoutFaultsNothingStrikesAndEverythingIsMeasured()
    {
        var run = await FaultyRun.RunAsync();
        Assert.Empty(run.Struck);
        Assert.Empty(run.StillOn);
        Assert.Equal((RunState.Completed, 36), (run.Outcome.State, run.ValidPixels));
    }

    [Fact]
    public async Task ARigThatDoesNotAnswerDoesNotConnectAndSaysWhich()
    {
        var error = await Assert.ThrowsAsync<RigConnectionException>(() => FaultyRun.RunAsync(new FaultSpec { Kind = FaultKinds.Hang("laser"), At = TimeSpan.Zero }));
        Assert.Contains("laser (simulated.laser): connecting did not end within 30 s", Assert.Single(error.Failures).Message);
    }

    [Fact]
    public async Task TheSameSeedAndFaultsGiveTheSameRun()
    {
        FaultSpec[] faults = [new() { Kind = FaultKinds.LaserPowerSag, Every = TimeSpan.FromSeconds(40), For = TimeSpan.FromSeconds(5) }, new() { Kind = FaultKinds.StageStiction, Every = TimeSpan.FromSeconds(60) }];
        var (first, second) = (await FaultyRun.RunAsync(faults), await FaultyRun.RunAsync(faults));
        Assert.NotEmpty(first.Struck);
        Assert.Equal(first.Struck, second.Struck);
        Assert.Equal((first.WorstPull, first.ValidPixels, first.Outcome.VirtualSeconds), (second.WorstPull, second.ValidPixels, second.Outcome.VirtualSeconds));
    }
}
