using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Plans and profiles that tests vary with `with`.</summary>
internal static class Some
{
    public static ScanPlan Plan(int columns = 4, int rows = 3, ScanPath path = ScanPath.Snake, int repeats = 4) => new()
    {
        Name = "test",
        Sample = new SamplePlan("s", "test-conductor"),
        Scan = new ScanGeometry { SizeX = columns * 100e-9, SizeY = rows * 100e-9, PixelsX = columns, PixelsY = rows, Path = path },
        Protocol = new ProtocolPlan
        {
            Windows = [new FrequencyWindow(2.81e9, 2.93e9, 61)],
            Dwell = TimeSpan.FromMilliseconds(1),
            Repeats = repeats,
        },
        MicrowavePower = new RfPower(-8),
        LaserPower = new OpticalPower(150e-6),
        BiasField = new BiasFieldPlan(new MagneticField(1.5e-3)),
        ConductorCurrent = new Current(100e-6),
    };

    public static RigProfile Profile() => new()
    {
        Name = "fake rig",
        Instruments = [],
        Tip = new TipCalibration { Nitrogen = "none" },
    };

    public static InstrumentSpec Spec(InstrumentId id) =>
        new(id.Role, id.Driver, new Dictionary<string, string>(), new Dictionary<string, (string, string)>());

    public static ScanPlan With(this ScanPlan plan, Func<ProtocolPlan, ProtocolPlan> change) => plan with { Protocol = change(plan.Protocol) };
}
