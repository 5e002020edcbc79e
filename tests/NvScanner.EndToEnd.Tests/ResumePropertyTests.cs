using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.EndToEnd.Tests.Faults;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Writing;
using NvScanner.Testing;

namespace NvScanner.EndToEnd.Tests;

/// <summary>At whichever pixel a run is interrupted, going on with it gives the bytes of the uninterrupted run: a rig with every instrument, drift, faults and a cell that works.</summary>
public sealed class ResumePropertyTests : IAsyncLifetime
{
    private const int Pixels = 36;

    private static readonly ScanPlan Plan = FaultyRun.Plan with
    {
        Cell = new CellPlan
        {
            Capacity = new(3.4), Positive = "LiCoO2", InitialContent = 0.97,
            Program = [new CellStep(1, new CellDrive.ConstantCurrent(new(1e-3)), new CellStepEnd { Time = TimeSpan.FromSeconds(40) }), new CellStep(2, new CellDrive.Rest(), new CellStepEnd { Time = TimeSpan.FromHours(1) })],
        },
    };

    private readonly TemporaryFolder _folder = new();

    private string Whole => _folder.File("whole.h5");

    /// <summary>Runs once, and keeps the file as it stands after every pixel: what a kill would leave there.</summary>
    public async Task InitializeAsync()
    {
        var sink = new Snapshots(new RunFileWriter(Whole, new RunFileWriterOptions { CommitInterval = TimeSpan.Zero }, TimeProvider.System), pixels => File.Copy(Whole, Killed(pixels)));
        await RunAsync(sink, new RunSettings { PagePixels = 1, StoreClock = TimeProvider.System });
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Any_pixel() => Prop.ForAll(Gen.Choose(1, Pixels).ToArbitrary(), pixels => ResumeAsync(pixels).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(6).WithReplay(20261122, 1));

    [Fact]
    [Trait("tier", "full")]
    public async Task Every_pixel()
    {
        for (var pixels = 1; pixels <= Pixels; pixels++)
            await ResumeAsync(pixels);
    }

    private async Task ResumeAsync(int pixels)
    {
        var path = _folder.File($"again-{pixels}.h5");
        File.Copy(Killed(pixels), path, overwrite: true);
        RunSettings settings;
        using (var file = RunFile.Open(path))
        {
            Assert.Equal(pixels, file.Tally().Acknowledged);
            settings = new RunSettings { RunId = Guid.Parse(file.Identifier), StartTime = file.StartTime, StoreClock = TimeProvider.System };
        }

        await RunAsync(new RunFileWriter(path, new RunFileWriterOptions { Mode = RunFileMode.LiveAgain }, TimeProvider.System), settings);
        SameRunData.Assert(Whole, path);
    }

    private string Killed(int pixels) => _folder.File($"killed-{pixels}.h5");

    private static async Task RunAsync(IRunSink sink, RunSettings settings)
    {
        FaultSpec[] faults = [new() { Kind = FaultKinds.LaserPowerSag, Every = TimeSpan.FromSeconds(20), For = TimeSpan.FromSeconds(5), Severity = 0.8 }, new() { Kind = FaultKinds.StageStiction, Every = TimeSpan.FromSeconds(30) }];
        var profile = FaultyRun.Profile(faults);
        profile = profile with { Simulation = profile.Simulation! with { Settings = new Dictionary<string, string> { ["imperfections"] = "harsh" } } };
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Rig? rig = null;
        await clock.RunActorAsync("connect", async () => rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None));
        await using (rig)
        {
            var outcome = await new RunCoordinator(clock, NullLoggerFactory.Instance).RunAsync(new RunRequest(Plan, rig!, [sink], settings), null, CancellationToken.None);
            Assert.True(outcome.State == RunState.Completed, outcome.Reason);
        }
    }

    /// <summary>Tells of every pixel that is in the file.</summary>
    private sealed class Snapshots(RunFileWriter file, Action<int> take) : IRunSink
    {
        public bool IsDurable => true;

        public long AcknowledgedPixels => file.AcknowledgedPixels;

        public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken) => file.OpenAsync(run, cancellationToken);

        public async ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
        {
            await file.AppendAsync(page, cancellationToken);
            take((int)file.AcknowledgedPixels);
        }

        public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken) => file.RecordAsync(document, cancellationToken);

        public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken) => file.CompleteAsync(finished, cancellationToken);

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
