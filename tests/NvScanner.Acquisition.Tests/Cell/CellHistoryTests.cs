using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Cell;

namespace NvScanner.Acquisition.Tests.Cell;

public sealed class CellHistoryTests
{
    private static CellLogRow Row(double time, int cycle = 1) => new(time, 3 + time, 2 * time, 0, time / 100, double.NaN, 1, cycle);

    [Fact]
    public void Between_two_readings_the_cell_is_interpolated_and_the_cycle_is_the_earlier_ones()
    {
        var history = new CellHistory(8);
        history.Add(Row(10));
        history.Add(Row(11, cycle: 2));
        Assert.Equal(new CellStamp(13.25, 20.5, 0.10250000000000001, 1), history.At(10.25));
        Assert.Equal(2, history.At(11).Cycle);
    }

    [Fact]
    public void After_the_latest_reading_it_stays_as_it_was_and_before_the_earliest_it_is_not_known()
    {
        var history = new CellHistory(2);
        Assert.Equal(CellStamp.Unknown, history.At(0));
        history.Add(Row(1));
        history.Add(Row(2));
        history.Add(Row(3));
        Assert.Equal(new CellStamp(6, 6, 0.03, 1), history.At(99));
        Assert.Equal(5.0, history.At(2).PotentialVolts);
        Assert.Equal(CellStamp.Unknown, history.At(1.5)); // its reading is no longer kept
    }

    [Fact]
    public void Whatever_was_added_a_linear_course_is_given_back() => Prop.ForAll(
        Gen.Choose(1, 50).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (steps, thousandths) =>
        {
            var history = new CellHistory(16);
            var times = steps.Select((_, i) => (double)steps.Take(i + 1).Sum()).ToArray();
            foreach (var time in times)
                history.Add(Row(time));
            var (first, last) = (times[Math.Max(0, times.Length - 16)], times[^1]);
            var at = first + thousandths / 1000.0 * (last - first);
            Assert.Equal(3 + at, history.At(at).PotentialVolts, 1e-9);
        }).QuickCheckThrowOnFailure();
}
