using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>The sample of a profile at a potentiostat's clamps: what flows under a drive, and how its field differs from place to place over the cathode.</summary>
internal sealed class DrivenSample
{
    private const double StandoffMetres = 50e-9;
    private static readonly CellLimits Compliance = new(new(new(-10), new(10)), new(new(-100), new(100)));

    private readonly ISample _sample;
    private readonly ISimulatedCell _cell;
    private double _seconds;

    private DrivenSample(ISample sample)
    {
        (_sample, _cell) = (sample, sample.Cell!);
        OpenCircuitVolts = _cell.ReadAt(0).PotentialVolts;
    }

    public double OpenCircuitVolts { get; }

    /// <summary>Current at the last look.</summary>
    public double Amperes { get; private set; }

    /// <summary>The shipped cell but for lithium content and path; even fields of bulk and leads are left out.</summary>
    public static DrivenSample Of(string lithiumContent, string path)
    {
        var spec = new SimulationSpec
        {
            Sample = SampleCatalogue.BatteryCrossSection,
            Settings = new Dictionary<string, string> { ["lithium-content"] = lithiumContent, ["current-path"] = path, ["bulk-depth"] = "0 um" },
        };
        return new DrivenSample(SampleCatalogue.Find(spec.Sample, new SampleContext(new WorldSettings(spec), 1, [], new InstrumentId("simulation", "test")))!);
    }

    /// <summary>Standard deviation of the field along x over the cathode without a bias, a tenth of a second after the drive began: the double layer is charged and hardly any lithium has moved.</summary>
    public double Deviation(CellDrive drive)
    {
        _cell.Apply(drive, Compliance, _seconds);
        var conditions = new SampleConditions(_seconds += 0.1, 0, Vector3d.Zero);
        Amperes = _cell.ReadAt(conditions.TimeSeconds).CurrentAmperes;
        var fields = new List<double>();
        for (var y = 0.1e-6; y < 20e-6; y += 0.4e-6)
            for (var x = 14e-6; x < 38e-6; x += 0.4e-6)
                fields.Add(_sample.FieldAt(new Vector3d(x, y, _sample.HeightAt(x, y) + StandoffMetres), conditions).X);
        return Picture.Of([.. fields]).Deviation;
    }
}
