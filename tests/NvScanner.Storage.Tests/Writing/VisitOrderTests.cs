using FsCheck;
using FsCheck.Fluent;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Tests.Writing;

public class VisitOrderTests
{
    [Fact]
    public void Any_order_of_visits_is_cut_into_runs_that_cover_every_pixel_once()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            long[] places = [.. bytes.Select(b => (long)b).Distinct()];
            var order = new VisitOrder();
            foreach (long place in places)
                order.Add(place);
            order.Sort();

            var covered = new List<long>();
            for (int start = 0, end; start < places.Length; start = end)
            {
                end = order.EndOfRun(start, 1, out bool asVisited);
                for (int i = start; i < end; i++)
                {
                    covered.Add(order.Places[start] + (i - start));
                    Assert.Equal(places[order.Visits[i]], order.Places[i]);
                    if (asVisited)
                        Assert.Equal(order.Visits[start] + (i - start), order.Visits[i]);
                }
            }

            Assert.Equal(places.Order(), covered);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(new long[] { 5, 6, 7 }, true)]
    [InlineData(new long[] { 7, 6, 5 }, false)]
    [InlineData(new long[] { 6, 5, 7 }, false)]
    public void A_line_is_one_run_whichever_way_it_was_scanned(long[] places, bool forward)
    {
        var order = new VisitOrder();
        foreach (long place in places)
            order.Add(place);
        order.Sort();

        Assert.Equal(3, order.EndOfRun(0, 1, out bool asVisited));
        Assert.Equal(forward, asVisited);
    }

    [Fact]
    public void Every_fourth_pixel_of_a_line_is_one_run_with_gaps()
    {
        var order = new VisitOrder();
        foreach (long place in new long[] { 8, 4, 0, 100 })
            order.Add(place);
        order.Sort();

        Assert.Equal(3, order.EndOfRun(0, 4, out bool asVisited));
        Assert.False(asVisited);
        Assert.Equal(1, order.EndOfRun(0, 3, out _));
    }
}
