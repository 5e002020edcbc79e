using FsCheck;
using FsCheck.Fluent;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>Programmes far beyond what a cell bears, on cells of many kinds: it always has an answer, and one that keeps the charge.</summary>
public sealed class CellCampaignTests
{
    // held near 3 V, where the host is all but full, let go, and discharged further with a modulation on top
    [Fact]
    public void A_host_all_but_full_that_is_discharged_further_at_29_mA_settles_at_the_limit_of_voltage()
    {
        var programme = new Programme([
            new(SomeCell.Voltage(3.2312), SomeCell.WideLimits, 1e-4, 13.30944665801091, 7.043361839019216),
            new(SomeCell.Rest, SomeCell.WideLimits, 5e-3, 0.08575905761092438, 0.007050339006725817),
            new(SomeCell.Current(-29.4486e-3), SomeCell.WideLimits, 5e-3, 7.906786279998253, 15.177142087977817)]);
        double[] extra = [0.037128, 0.234672, 0.859473, 0.9639, 0.195913, 0.991235, 0.200091, 0.348546, 0.949982, 0.122133, 0.015386, 0.324077];
        Check(new Given(new CellDesign { DendriteCurrentShare = 1e-7 }, SomeCell.Particles, programme, extra));
    }

    // at 136 mA beyond the end of discharge, then no more than 1 mA is allowed: what the double layer still holds finds no room in the host
    [Fact]
    public void A_full_host_leaves_its_charge_to_the_double_layer() => Prop.ForAll(Cases.ToArbitrary(), Check)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(new Replay(new Rnd(15006904133422208708, 8944566461156877187), 33)));

    [Fact]
    public void Some_hundred_programmes_are_answered_and_keep_the_charge() => Campaign(400);

    [Fact, Trait("tier", "full")]
    public void Twenty_thousand_programmes_are_answered_and_keep_the_charge() => Campaign(20_000);

    // the law that the ladder stands for, from contents before and after one internal step alone
    [Fact]
    public void Between_neighbours_the_potential_differs_by_the_drop_of_the_ionic_current()
    {
        Prop.ForAll(Cases.ToArbitrary(), given =>
        {
            // a short would divide the step
            given = given with { Design = given.Design with { DendriteCurrentShare = 0 } };
            var (cell, design, count) = (given.NewCell(), given.Design, given.Particles);
            var (before, after) = (new double[count], new double[count]);
            var end = given.Programme.Run(cell, [], (t, _, _) => cell.ReadAt(t));
            var last = given.Programme.Segments[^1];
            cell.Apply(last.Drive, last.Limits, end);
            cell.CopyLithiumContents(end, before);
            cell.CopyLithiumContents(end + 1, after);

            var thermal = 8.314462618 * design.TemperatureKelvin / 96485.33212;
            var exchangeAtHalf = thermal * design.AreaSquareMetres / design.ChargeTransferResistanceOhmSquareMetres / count;
            var rungOhms = design.CathodeThicknessMetres / count / (design.CathodeConductivitySiemensPerMetre * design.AreaSquareMetres);
            double Current(int p) => (before[p] - after[p]) * design.HostChargeCoulombs / count;
            double Volts(int p)
            {
                var x = Math.Clamp(before[p], 0.01, 0.99);
                return CathodePotential.Evaluate(after[p]).Volts + 2 * thermal * Math.Asinh(Current(p) / (4 * exchangeAtHalf * Math.Sqrt(x * (1 - x))));
            }
            var passing = 0.0;
            for (var p = count - 1; p > 0; p--)
            {
                passing += Current(p);
                Assert.Equal(0, Volts(p - 1) - Volts(p) - rungOhms * passing, 1e-7);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Campaign(int programmes) => Prop.ForAll(Cases.ToArbitrary(), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(programmes));

    private static readonly Gen<double> Unit = Gen.Choose(0, 100_000).Select(n => n / 100_000.0);

    // shorts within seconds, later or never
    private static readonly Gen<CellDesign> Design =
        from start in Gen.OneOf(Gen.Constant(0.97), Gen.Elements(0.01, 0.99), Unit.Select(u => 0.01 + 0.98 * u))
        from conductivity in Gen.OneOf(Gen.Constant(0.03), Unit.Select(u => Math.Pow(10, 6 * u - 4)))
        from chargeTransfer in Gen.OneOf(Gen.Constant(5e-4), Unit.Select(u => Math.Pow(10, 4 * u - 6)))
        from share in Gen.Elements(0, 1e-7, 1e-5)
        select new CellDesign
        {
            LithiumContentAtStart = start,
            CathodeConductivitySiemensPerMetre = conductivity,
            ChargeTransferResistanceOhmSquareMetres = chargeTransfer,
            DendriteCurrentShare = share,
        };

    private static readonly Gen<Given> Cases =
        from design in Design
        from particles in Gen.Elements(1, 2, SomeCell.Particles)
        from programme in Programmes.Violent
        from extra in Gen.ArrayOf(Unit, 5)
        select new Given(design, particles, programme, extra);

    private static void Check(Given given)
    {
        var (quiet, asked) = (given.NewCell(), given.NewCell());
        var (expected, found) = (new List<CellReading>(), new List<CellReading>());
        given.Programme.Run(quiet, (t, _) => expected.Add(quiet.ReadAt(t)));
        var end = given.Programme.Run(asked, given.ExtraFractions, (t, _, isExtra) =>
        {
            var reading = asked.ReadAt(t);
            if (!isExtra) found.Add(reading);
            Assert.True(double.IsFinite(reading.PotentialVolts) && double.IsFinite(reading.CurrentAmperes), $"{reading} at {t} s");
            foreach (var x in asked.LithiumContents) Assert.InRange(x, 0.0, 1.0);
            var inParticles = (given.Design.LithiumContentAtStart - asked.MeanLithiumContent) * given.Design.HostChargeCoulombs;
            Assert.Equal(asked.ElectrodeChargeCoulombs, inParticles + asked.DoubleLayerCoulombs, 1e-9);
        });
        Assert.Equal(expected, found);
        Assert.Equal(quiet.LithiumContents.ToArray(), asked.LithiumContents.ToArray());
        Assert.Equal(quiet.EventsUntil(end), asked.EventsUntil(end));
    }

    private sealed record Given(CellDesign Design, int Particles, Programme Programme, double[] ExtraFractions)
    {
        public CellElectrochemistry NewCell() => new(Design, UniformCathode.Particles(Design, Particles));

        public override string ToString() => $"{Design}, {Particles} particles: {Programme}, read at {string.Join(' ', ExtraFractions)}";
    }
}
