using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Storage.KillTarget;

/// <summary>Runs for tests of the run file.</summary>
public static class SomeRun
{
    public static RunStarted Started(
        int rows = 3, int columns = 5, int bins = 4, int frames = 1, ScanPath path = ScanPath.Snake, FastAxis fastAxis = FastAxis.X,
        ReferencePlan? reference = null, StopRule? stop = null, MeasuredLines lines = MeasuredLines.Both, bool truth = true, double hours = 1,
        CellPlan? cell = null) => new()
    {
        RunId = new Guid("6d0c1f0e-0001-4002-8003-00000000abcd"),
        StartTime = new DateTimeOffset(2026, 11, 21, 20, 31, 5, 123, TimeSpan.FromHours(1)),
        Plan = Plan(rows, columns, bins, frames, path, fastAxis) with
        {
            Reference = reference,
            Protocol = Protocol(bins) with { Stop = stop, Lines = lines },
            Cell = cell,
        },
        Profile = Profile(),
        Identities = new Dictionary<string, InstrumentIdentity>
        {
            [InstrumentRoles.Microwave] = new("Simulated", "microwave source", "S-1", "1.0"),
            [InstrumentRoles.Stage] = new("Simulated", "stage", "S-2", "1.0"),
        },
        NvAxis = new Vector3(Math.Sqrt(2.0 / 3), 0, Math.Sqrt(1.0 / 3)),
        ResponseAxis = new Vector3(Math.Sqrt(2.0 / 3), 0, Math.Sqrt(1.0 / 3)),
        FrequenciesHz = Protocol(bins).FrequenciesHz(),
        FitModel = "lorentzian2",
        ParallelFieldSystematicTesla = [.. Enumerable.Range(0, frames).Select(frame => 1e-6 * (frame + 1))],
        DeadTimeSeconds = 45e-9,
        HasTruth = truth,
        Seed = 18446744073709551615,
        LongestDuration = TimeSpan.FromHours(hours),
        Versions = new Dictionary<string, string> { ["NvScanner"] = "0.1.0", ["commit"] = "abc123" },
    };

    /// <summary>A cell with a programme.</summary>
    public static CellPlan Cell => new()
    {
        Area = new Area(1e-4),
        Capacity = new Charge(3.384),
        Positive = "LiCoO2",
        InitialContent = 0.995,
        Program =
        [
            new CellStep(1, new CellDrive.Rest(), new CellStepEnd { Time = TimeSpan.FromMinutes(10) }),
            new CellRepeat(3, [new CellStep(2, new CellDrive.ConstantCurrent(new Current(94e-6)), new CellStepEnd { Voltage = new Voltage(4.2) })]),
        ],
    };

    private static ScanPlan Plan(int rows, int columns, int bins, int frames, ScanPath path, FastAxis fastAxis) => new()
    {
        Name = "some-map",
        Sample = new SamplePlan("strip-03", "test-conductor", "2 µm gold strip"),
        Scan = new ScanGeometry
        {
            OriginX = -1e-6, OriginY = 2e-6, SizeX = columns * 1e-7, SizeY = rows * 2e-7,
            PixelsX = columns, PixelsY = rows, Frames = frames, Path = path, FastAxis = fastAxis, Rotation = new Angle(30),
        },
        Protocol = Protocol(bins),
        MicrowavePower = new RfPower(-8),
        LaserPower = new OpticalPower(150e-6),
        BiasField = new BiasFieldPlan(new MagneticField(1.5e-3)),
        ConductorCurrent = new Current(100e-6),
        SourceText = "schema: 1\nname: \"some-map\" # µ\n",
    };

    private static ProtocolPlan Protocol(int bins) => new()
    {
        Windows = [new FrequencyWindow(2.81e9, 2.93e9, bins)],
        Dwell = TimeSpan.FromMilliseconds(1),
        Repeats = 4,
    };

    private static RigProfile Profile() => new()
    {
        Name = "simulated",
        Instruments = [Instrument(InstrumentRoles.Microwave), Instrument(InstrumentRoles.Stage), Instrument(InstrumentRoles.CurrentSource)],
        Tip = new TipCalibration { Id = "tip-7" },
        SourceText = "schema: 1\nname: simulated\n",
    };

    private static InstrumentSpec Instrument(string role) => new(
        role, $"simulated.{role}", new Dictionary<string, string>(), new Dictionary<string, (string, string)>());
}
