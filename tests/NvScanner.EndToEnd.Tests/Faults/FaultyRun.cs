using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Writing;

namespace NvScanner.EndToEnd.Tests.Faults;

/// <summary>A small scan of the test strip in virtual time on a rig with every instrument and one fault; the file is real.</summary>
internal static class FaultyRun
{
    private static readonly TimeSpan RealPatience = TimeSpan.FromMinutes(2);

    /// <summary>What became of a run.</summary>
    /// <param name="Outcome">What the program says.</param>
    /// <param name="Struck">Kinds that have acted.</param>
    /// <param name="StillOn">What is really on after the run.</param>
    /// <param name="FileState">State that the closed file gives.</param>
    /// <param name="WorstPull">Largest distance of a valid pixel's field from the truth, in its own standard deviations.</param>
    /// <param name="ValidPixels">Pixels with a field.</param>
    public sealed record Result(RunOutcome Outcome, IReadOnlyList<string> Struck, IReadOnlyList<string> StillOn, RunState FileState, double WorstPull, int ValidPixels);

    /// <summary>Runs with a fault; returns when the run has ended, its file is closed and has been read.</summary>
    public static async Task<Result> RunAsync(params FaultSpec[] faults)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.h5");
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Rig? connected = null;
        await clock.RunActorAsync("connect", async () => connected = await Rig.ConnectAsync(Profile(faults), SimulatedDrivers.All, clock, CancellationToken.None));
        var rig = connected!;
        var sink = new RunFileWriter(path, new RunFileWriterOptions(), clock);
        var running = new RunCoordinator(clock, NullLoggerFactory.Instance).RunAsync(new RunRequest(Plan, rig, [sink], new RunSettings { StoreClock = TimeProvider.System }), null, CancellationToken.None);
        var outcome = await running.WaitAsync(RealPatience);
        var (struck, stillOn) = (rig.Faults!.Injected.Select(fault => fault.Kind.Name).Distinct().ToArray(), rig.Faults.Energized);
        await sink.DisposeAsync();
        await rig.DisposeAsync();

        using var file = RunFile.Open(path);
        var (fields, errors, truth) = (file.ReadMap("B_parallel"), file.ReadMap("B_parallel_errors"), file.ReadTruth("B_parallel"));
        var pulls = fields.Select((field, i) => Math.Abs(field - truth[i]) / errors[i]).Where(double.IsFinite).ToArray();
        return new Result(outcome, struck, stillOn, file.State, pulls.DefaultIfEmpty(0).Max(), pulls.Length);
    }

    /// <summary>A scan of some seconds.</summary>
    public static ScanPlan Plan { get; } = new()
    {
        Name = "rehearsal",
        Sample = new SamplePlan("strip-03", "test-conductor"),
        Scan = new ScanGeometry { SizeX = 4e-6, SizeY = 4e-6, PixelsX = 6, PixelsY = 6, Path = ScanPath.Snake },
        Protocol = new ProtocolPlan { Windows = [new FrequencyWindow(2.81e9, 2.93e9, 121)], Dwell = TimeSpan.FromMilliseconds(1), Repeats = 8 },
        MicrowavePower = new RfPower(-8),
        LaserPower = new OpticalPower(150e-6),
        BiasField = new BiasFieldPlan(new MagneticField(1.5e-3)),
        ConductorCurrent = new Current(100e-6),
        Reference = new ReferencePlan(ReferenceMode.Retracted, 3),
        ExpectedField = new MagneticField(100e-6),
        Limits = new LimitsPlan
        {
            Cell = new CellLimits(new(new(3.0), new(4.2)), new(new(-0.05), new(0.05))),
            CellTemperature = new(new(280), new(330)),
            PhotonRate = new(new(20e3), new(20e6)),
        },
    };

    /// <summary>A rig with every instrument.</summary>
    public static RigProfile Profile(FaultSpec[] faults) => new()
    {
        Name = "rig with everything",
        Tip = new TipCalibration { AxisPhi = new Angle(90) },
        Instruments = [.. SimulatedDrivers.All.Select(factory => new InstrumentSpec(factory.Role, factory.Key,
            factory.Options.Where(o => o.Default is not null).ToDictionary(o => o.Name, o => o.Default!), new Dictionary<string, (string, string)>()))],
        Simulation = new SimulationSpec { Sample = "test-strip", Seed = 11 },
        Faults = faults,
    };
}
