using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>Many spectra of one place of the simulated rig, measured by the CW-ODMR protocol in virtual time: what a tip can do is read from their scatter.</summary>
internal sealed class OdmrAtOnePlace : IRunSink
{
    private const double DwellSeconds = 1e-3;

    private readonly List<double> _fields = [];
    private readonly List<double> _errors = [];

    public bool IsDurable => true;

    public long AcknowledgedPixels { get; private set; }

    /// <summary>Photon-collecting time of one spectrum.</summary>
    public required double SpectrumSeconds { get; init; }

    /// <summary>Standard deviation of the fitted field times the root of the photon time, T/√Hz.</summary>
    public double Scatter => Math.Sqrt(_fields.Sum(b => (b - _fields.Average()) * (b - _fields.Average())) / (_fields.Count - 1) * SpectrumSeconds);

    /// <summary>The fit's own standard error times the root of the photon time, T/√Hz; the median.</summary>
    public double Claimed => _errors.Order().ElementAt(_errors.Count / 2) * Math.Sqrt(SpectrumSeconds);

    public int Count => _fields.Count;

    /// <summary>Runs a plan of side x side pixels, all at one place, at 1.5 mT along the NV.</summary>
    public static async Task<OdmrAtOnePlace> RunAsync(
        int side, IReadOnlyList<FrequencyWindow> windows, int sweeps, double laserWatts, double microwaveDbm, string nitrogen, Dictionary<string, string> settings)
    {
        var sink = new OdmrAtOnePlace { SpectrumSeconds = windows.Sum(window => window.Points) * sweeps * DwellSeconds };
        var plan = new ScanPlan
        {
            Name = "one place",
            Sample = new SamplePlan("strip", "test-conductor"),
            // a picometre per pixel, and no current in the strip
            Scan = new ScanGeometry { SizeX = side * 1e-12, SizeY = side * 1e-12, PixelsX = side, PixelsY = side },
            Protocol = new ProtocolPlan { Windows = windows, Dwell = TimeSpan.FromSeconds(DwellSeconds), Repeats = sweeps },
            MicrowavePower = new(microwaveDbm),
            LaserPower = new(laserWatts),
            BiasField = new BiasFieldPlan(new(1.5e-3)),
        };
        var profile = new RigProfile
        {
            Name = "good tip",
            Tip = new TipCalibration { Nitrogen = nitrogen },
            Instruments = [.. SimulatedDrivers.All.Select(factory => new InstrumentSpec(factory.Role, factory.Key, new Dictionary<string, string>(), new Dictionary<string, (string, string)>()))],
            Simulation = new SimulationSpec { Sample = "test-strip", Seed = 3, Settings = settings },
        };
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Rig? rig = null;
        await clock.RunActorAsync("connect", async () => rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None));
        await using (rig)
        {
            var outcome = await new RunCoordinator(clock, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig!, [sink], new RunSettings()), null, CancellationToken.None);
            Assert.True(outcome.State == RunState.Completed, outcome.Error?.ToString());
        }
        return sink;
    }

    public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
    {
        AcknowledgedPixels += page.Count;
        for (var i = 0; i < page.Count; i++)
        {
            _fields.Add(page[PixelColumn.ParallelField][i]);
            _errors.Add(page[PixelColumn.ParallelFieldError][i]);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
