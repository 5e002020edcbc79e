using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Tests.Cell.Fields;
using NvScanner.Simulation.Tests.Cell.Geometry;
using NvScanner.Simulation.Twin;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Samples;

public sealed class BatterySampleTests(ITestOutputHelper output)
{
    private static readonly Vector3d Bias = new(0, 0, 0.08);
    private static readonly Lazy<Microstructure> Small = new(() => MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 0.8 }, 4));

    // charged at a rate, front particles first
    private static BatterySample Charging(double contentsPerSecond = 4e-4, Func<double, double>? amperes = null, LeadField? leads = null, double bulkDepth = 0)
    {
        double[] contents = [.. Enumerable.Repeat(0.97, Small.Value.Particles.Count), 0];
        return new BatterySample(
            Small.Value,
            new ScriptedCell((seconds, particle) => 0.97 - contentsPerSecond * seconds * (1 + 0.2 * (particle % 7 - 3) / 3.0), amperes ?? (_ => 0)),
            new CellField(Small.Value, contents, new ConductionModel(), CurrentPath.IonsAndElectrons, bulkDepth, leads ?? new LeadField([])));
    }

    private static SampleConditions At(double seconds) => new(seconds, 0, Bias);

    private static Vector3d Above(BatterySample sample, double x, double y) => new(x, y, sample.HeightAt(x, y) + 55e-9);

    private static (double X, double Y, int Particle) ShownParticle()
    {
        var structure = Small.Value;
        for (var row = structure.Rows / 2; ; row++)
            for (var column = 40; column < structure.Columns; column++)
            {
                if (structure.Phases[row * structure.Columns + column] == Phase.CobaltOxide)
                    return ((column + 0.5) * structure.PitchMetres, (row + 0.5) * structure.PitchMetres, structure.ParticleIndices[row * structure.Columns + column]);
            }
    }

    [Fact]
    public void The_field_at_a_time_does_not_depend_on_what_was_asked_before()
    {
        var position = new Vector3d(9e-6, 3e-6, 60e-9);
        var often = Charging(amperes: seconds => 1e-3 * Math.Sin(seconds));
        for (var seconds = 0.25; seconds < 431; seconds += 10.75)
        {
            often.FieldAt(position, At(seconds));
            often.Cell.ReadAt(seconds + 0.1);
            often.LithiumContentAt(9e-6, 3e-6, At(seconds + 0.2));
        }
        var once = Charging(amperes: seconds => 1e-3 * Math.Sin(seconds));
        Assert.Equal(once.FieldAt(position, At(431.5)), often.FieldAt(position, At(431.5)));
        Assert.Equal(once.SheetCurrentAt(9e-6, 3e-6, At(431.5)), often.SheetCurrentAt(9e-6, 3e-6, At(431.5)));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.012)]
    public void Between_the_calculated_states_the_field_is_that_of_the_true_state(double chargePerSecond)
    {
        var (x, y, _) = ShownParticle();
        var sample = Charging(chargePerSecond * 0.05);
        var worst = 0.0;
        for (var seconds = 3.0; seconds < 640; seconds += 53.7)
        {
            var position = Above(sample, x, y);
            var contents = Enumerable.Range(0, Small.Value.Particles.Count).Select(p => 0.97 - chargePerSecond * 0.05 * seconds * (1 + 0.2 * (p % 7 - 3) / 3.0)).ToArray();
            var truth = new CellField(Small.Value, contents, new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([])).FieldAt(position, Bias, contents, 0, 0);
            worst = Math.Max(worst, (sample.FieldAt(position, At(seconds)) - truth).Norm);
        }
        Assert.InRange(worst, 0, 0.15e-6); // of some 10 µT
    }

    [Fact]
    public void Delithiated_particles_shine_and_their_truth_is_the_cells()
    {
        var (x, y, particle) = ShownParticle();
        var sample = Charging();
        var before = sample.FieldAt(Above(sample, x, y), At(1)).Norm;
        Assert.Equal(0.97 - 4e-4 * 900 * (1 + 0.2 * (particle % 7 - 3) / 3.0), sample.LithiumContentAt(x, y, At(900)), 1e-12);
        Assert.True(sample.FieldAt(Above(sample, x, y), At(900)).Norm > 2.5 * before);
        Assert.True(double.IsNaN(sample.LithiumContentAt(1e-6, 3e-6, At(900))));
        Assert.True(double.IsNaN(sample.LithiumContentAt(-1e-6, 3e-6, At(900))));
    }

    [Fact]
    public void The_orsted_field_and_the_sheet_current_are_linear_in_the_current_and_carry_the_whole_of_it()
    {
        var amperes = 0.0;
        var sample = Charging(0, _ => amperes);
        var position = new Vector3d(4e-6, 3e-6, 55e-9);
        var dark = new SampleConditions(1, 0, Vector3d.Zero);
        Assert.Equal(Vector3d.Zero, sample.FieldAt(position, dark));
        amperes = 2.35e-3; // 23.5 A/m² over 1 cm²
        var (field, sheet) = (sample.FieldAt(position, dark), sample.SheetCurrentAt(4e-6, 3e-6, dark));
        amperes *= -3;
        Assert.InRange((sample.FieldAt(position, dark) + field * 3).Norm, 0, 1e-5 * field.Norm);
        Assert.InRange((sample.SheetCurrentAt(4e-6, 3e-6, dark) + sheet * 3).Norm, 0, 1e-5 * sheet.Norm);
        // charging flows from the composite to the lithium: J d on average
        Assert.InRange(MeanSheet(sample, dark), 0.97 * 3 * 23.5 * 3e-6, 1.03 * 3 * 23.5 * 3e-6);
    }

    [Fact]
    public void Leads_and_bulk_add_what_closed_forms_say()
    {
        var lead = new LeadField([[new Vector3d(-1, 0, 1e-2), new Vector3d(1, 0, 1e-2)]]);
        var bare = Charging(0, _ => 23.5e-3);
        var full = Charging(0, _ => 23.5e-3, lead, 1e-3);
        var position = new Vector3d(4e-6, 3e-6, 55e-9);
        var dark = new SampleConditions(1, 0, Vector3d.Zero);
        var added = full.FieldAt(position, dark) - bare.FieldAt(position, dark);
        // 235 A/m² and a millimetre: 148 nT along +y for a current along -x; 23.5 mA along +x at 1 cm above: 470 nT along +y
        Assert.Equal(148e-9 + 470e-9, added.Y, 2e-9);
        Assert.Equal(0, added.X, 1e-10);
    }

    [Fact]
    public void The_tip_bridges_cracks_and_follows_the_polished_face()
    {
        var sample = Charging();
        var heights = Enumerable.Range(0, 400).Select(i => sample.HeightAt(0.03e-6 * i, 2.7e-6)).ToArray();
        Assert.All(heights, height => Assert.InRange(height, -60e-9, 40e-9));
        Assert.InRange(sample.HeightAt(1e-6, 3e-6), -35e-9, -15e-9); // lithium is soft
        Assert.Equal(sample.HeightAt(5e-6, 0.3e-6), sample.HeightAt(5e-6, 0.3e-6 + 6.4e-6), 1e-12);
    }

    [Fact]
    public void A_look_allocates_nothing_once_its_maps_are_made()
    {
        var sample = Charging(amperes: _ => 1e-3);
        foreach (var height in new[] { 40e-9, 60e-9, 120e-9 }) sample.FieldAt(new Vector3d(6e-6, 3e-6, height), At(10));
        Look(sample, 0);
        Look(sample, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var look = 2; look < 50; look++) Look(sample, look);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Look(BatterySample sample, int look)
        {
            var (x, y) = (5e-6 + 0.1e-6 * look, 3e-6 + 0.02e-6 * look);
            var conditions = At(10 + 1e-3 * look);
            sample.FieldAt(new Vector3d(x, y, sample.HeightAt(x, y) + 55e-9), conditions);
            sample.LithiumContentAt(x, y, conditions);
            sample.SheetCurrentAt(x, y, conditions);
        }
    }

    [Fact]
    [Trait("tier", "full")]
    public void The_orsted_field_at_25_C_is_some_nanotesla_and_largest_at_the_dendrite()
    {
        const double density = 235; // A/m², 23.5 mA/cm²
        var structure = MicrostructureGenerator.Generate(new CellGeometry { DendriteFraction = 0.8 }, 1);
        var contents = Enumerable.Repeat(0.7, structure.Particles.Count).ToArray();
        var field = new CellField(structure, contents, new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]));
        var (atDendrite, inComposite) = (new List<double>(), new List<double>());
        for (var row = 0; row < structure.Rows; row++)
            for (var column = 0; column < structure.Columns; column++)
            {
                var phase = structure.Phases[row * structure.Columns + column];
                if (phase is not (Phase.Dendrite or Phase.CobaltOxide)) continue;
                var position = new Vector3d((column + 0.5) * structure.PitchMetres, (row + 0.5) * structure.PitchMetres, 55e-9);
                (phase == Phase.Dendrite ? atDendrite : inComposite).Add(1e9 * field.FieldAt(position, Vector3d.Zero, contents, 0, density).Norm);
            }
        atDendrite.Sort();
        inComposite.Sort();
        output.WriteLine($"dendrite: median {atDendrite[atDendrite.Count / 2]:0.00}, most {atDendrite[^1]:0.00} nT; composite: median {inComposite[inComposite.Count / 2]:0.00}, most {inComposite[^1]:0.00} nT");
        Assert.InRange(inComposite[^1], 0.3, 10);
        Assert.True(atDendrite[^1] > inComposite[^1]);
    }

    [Fact]
    [Trait("tier", "full")]
    public void A_whole_charge_of_the_twins_own_cell_has_a_field_at_every_look()
    {
        var sample = Create();
        var limits = new CellLimits(new(new(2.5), new(4.4)), new(new(-1), new(1)));
        sample.Cell!.Apply(new CellDrive.ConstantCurrent(new(0.94e-3)), limits, 0);
        double first = 0, last = 0;
        for (var look = 0; look < 4000; look++)
        {
            // the same five hundred places again and again
            var (x, y) = (20e-6 + 4e-6 * (look % 20) / 20, 10e-6 + 4e-6 * (look % 500 / 20) / 25);
            var field = sample.FieldAt(new Vector3d(x, y, sample.HeightAt(x, y) + 55e-9), At(0.8 * look)).Norm;
            Assert.InRange(field, 0, 60e-6);
            if (look < 500) first += field;
            if (look >= 3500) last += field;
        }
        // from x of 0.97 to 0.92 to x of 0.57 to 0.53, where LixCoO2 is three times as magnetic: 6.6e-9 against 2.1e-9 m3/mol
        Assert.InRange(last / first, 2.5, 3.7);
    }

    [Fact]
    public void A_profile_makes_the_cell_with_the_capacity_of_what_was_generated()
    {
        var sample = Create(("lithium-content", "0.9"), ("voxel", "312.5 nm"), ("particle-diameter", "2.5 um"));
        var rest = sample.Cell!.ReadAt(1);
        Assert.InRange(rest.PotentialVolts, 3.85, 4.0);
        Assert.Equal(0.2, rest.StateOfCharge, 0.01);
        Assert.True(sample.FieldAt(new Vector3d(20e-6, 10e-6, 60e-9), At(1)).Norm > 1e-7);
    }

    [Theory]
    [InlineData("0", 3.8, 4.1, 0)]
    [InlineData("0.8", 3.8, 4.1, 0)]
    [InlineData("1", 0, 0.5, 1)]
    public void A_dendrite_through_the_whole_electrolyte_shorts_the_cell_of_a_profile(string dendrite, double lowVolts, double highVolts, int events)
    {
        var cell = Create(("dendrite", dendrite), ("lithium-content", "0.9"), ("voxel", "312.5 nm"), ("particle-diameter", "2.5 um")).Cell!;
        Assert.InRange(cell.ReadAt(0).PotentialVolts, lowVolts, highVolts);
        var first = cell.ReadAt(1);
        Assert.InRange(first.PotentialVolts, lowVolts, highVolts);
        Assert.Equal(events, cell.EventsUntil(1).Count(happened => happened is { Code: "cell-short", TimeSeconds: 0 }));
        // a shorted cell discharges itself without a current at its clamps
        var later = cell.ReadAt(10);
        Assert.Equal(0, later.CurrentAmperes, 1e-12);
        Assert.Equal(events == 1, later.StateOfCharge < first.StateOfCharge - 0.05);
    }

    [Theory]
    [InlineData("0.01", "0.002")]
    [InlineData("0.02", "0.004")]
    public void What_the_current_meets_in_the_picture_is_what_the_clamps_feel(string grains, string boundaries)
    {
        var cell = Create(
            ("electrolyte-conductivity", grains), ("grain-boundary-conductivity", boundaries), ("lithium-content", "0.6"), ("voxel", "312.5 nm"), ("particle-diameter", "2.5 um")).Cell!;
        var rest = cell.ReadAt(0).PotentialVolts;
        cell.Apply(new CellDrive.ConstantCurrent(new(0.94e-3)), new CellLimits(new(new(2.5), new(4.4)), new(new(-1), new(1))), 0);
        // at once the double layer shorts the charge transfer of the particles: what is left is separator, lithium (2.57 ohm) and the ladder's first rung
        var ohms = (cell.ReadAt(1e-7).PotentialVolts - rest) / 0.94e-3;
        output.WriteLine($"{grains} S/m: {ohms:f2} ohm");
        var separator = 9e-6 / double.Parse(grains, System.Globalization.CultureInfo.InvariantCulture) / 1e-4;
        Assert.InRange(ohms, separator + 2.57, 1.8 * separator + 2.57);
    }

    [Fact]
    public void Wrong_settings_are_all_named_with_their_cause()
    {
        var error = Assert.Throws<InstrumentException>(() => Create(("voxel", "abc"), ("dendrite", "2"), ("current-path", "magic")));
        Assert.All(new[] { "voxel", "dendrite", "current-path", "ions-and-electrons" }, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        error = Assert.Throws<InstrumentException>(() => Create(("composite", "38 um"), ("dendrite-depth", "9 um")));
        Assert.All(new[] { "overlap by 2 um", "dendrite depth 9 um" }, words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
        Assert.Contains("bulk-depth", Assert.Throws<InstrumentException>(() => Create(("bulk-depth", "-1 mm"))).Message, StringComparison.Ordinal);
    }

    private static ISample Create(params (string Name, string Text)[] settings)
    {
        var spec = new SimulationSpec { Sample = SampleCatalogue.BatteryCrossSection, Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Text) };
        return SampleCatalogue.Find(spec.Sample, new SampleContext(new WorldSettings(spec), 1, [], new InstrumentId("simulation", "test")))!;
    }

    // mean of K along +x over the block
    private static double MeanSheet(BatterySample sample, SampleConditions conditions)
    {
        var structure = Small.Value;
        var sum = 0.0;
        for (var row = 0; row < structure.Rows; row++)
            for (var column = 0; column < structure.Columns; column++)
                sum += sample.SheetCurrentAt((column + 0.5) * structure.PitchMetres, (row + 0.5) * structure.PitchMetres, conditions).X;
        return sum / (structure.Rows * structure.Columns);
    }
}
