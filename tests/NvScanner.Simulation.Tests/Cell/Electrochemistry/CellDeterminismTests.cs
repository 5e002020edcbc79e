using FsCheck;
using FsCheck.Fluent;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>What the cell does follows from what was applied when.</summary>
public sealed class CellDeterminismTests
{
    [Fact]
    public void Extra_readings_change_nothing_bit_for_bit()
    {
        var cases = from programme in Programmes.Arbitrary.Generator
                    from extra in Gen.ArrayOf(Gen.Choose(0, 1_000_000).Select(n => n / 1e6), 12)
                    select (programme, extra);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var design = new CellDesign { DendriteCurrentShare = 1e-7 };
            var (quiet, asked) = (SomeCell.Of(design), SomeCell.Of(design));
            var (expected, found) = (new List<CellReading>(), new List<CellReading>());
            given.programme.Run(quiet, (t, _) => expected.Add(quiet.ReadAt(t)));
            var scratch = new double[SomeCell.Particles];
            var end = given.programme.Run(asked, given.extra, (t, _, isExtra) =>
            {
                var reading = asked.ReadAt(t);
                if (!isExtra) found.Add(reading);
                asked.CopyParticleCurrents(t, scratch);
            });
            Assert.Equal(expected, found);
            Assert.Equal(quiet.LithiumContents.ToArray(), asked.LithiumContents.ToArray());
            Assert.Equal(quiet.EventsUntil(end), asked.EventsUntil(end));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reading_twice_gives_the_same_and_contents_belong_to_the_time_asked_for()
    {
        var cell = SomeCell.Of(new CellDesign());
        cell.Apply(SomeCell.Current(4.7e-3), SomeCell.WideLimits, 0);
        Assert.Equal(cell.ReadAt(7.3), cell.ReadAt(7.3));
        var (early, late) = (new double[SomeCell.Particles], new double[SomeCell.Particles]);
        cell.CopyLithiumContents(7.3, early);
        Assert.Equal(early, cell.LithiumContents.ToArray());
        cell.CopyLithiumContents(7.8, late);
        Assert.True(late.Zip(early).All(x => x.First < x.Second));
    }

    // the run's twelve hours: 43200 readings of 80 particles
    [Fact]
    public void Twelve_hours_of_cycling_read_every_second_allocate_nothing()
    {
        var design = new CellDesign();
        var cell = new CellElectrochemistry(design, UniformCathode.Particles(design, 80));
        Cycle(cell, design, 0, 60);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Read(cell, 60, 3600);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        for (var hour = 1; hour < 12; hour++) Cycle(cell, design, 3600 * hour, 3600 * (hour + 1));
        Assert.InRange(cell.MeanLithiumContent, 0.5, 1.0);
    }

    private static void Cycle(CellElectrochemistry cell, CellDesign design, double from, double to)
    {
        var sign = (int)(from / 3600) % 2 == 0 ? 1 : -1;
        cell.Apply(SomeCell.Current(sign * design.CurrentAtRate(1)), SomeCell.Limits, from);
        Read(cell, from, to);
    }

    private static double Read(CellElectrochemistry cell, double from, double to)
    {
        var sum = 0.0;
        for (var t = from + 0.013; t < to; t += 1) sum += cell.ReadAt(t).PotentialVolts;
        return sum;
    }
}
