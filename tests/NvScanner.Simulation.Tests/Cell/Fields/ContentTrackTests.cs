using NvScanner.Simulation.Cell.Fields;

namespace NvScanner.Simulation.Tests.Cell.Fields;

public sealed class ContentTrackTests
{
    private readonly List<double[]> _made = [];

    private ContentTrack<double[]> Track(params double[] contents) => new(contents, contents.Length, 1, [0.04, 0.02, 0.01], 0.003, (_, _) => true, made =>
    {
        _made.Add(made);
        return made;
    });

    [Fact]
    public void What_is_linear_in_the_contents_is_interpolated_without_error_while_they_move_straight()
    {
        var track = Track(0.97, 0.97, 0.97);
        for (var second = 1; second < 600; second++)
        {
            double[] contents = [0.97 - 4e-4 * second, 0.97 - 5e-4 * second, 0.97 - 6e-4 * second];
            track.Observe(contents);
            if (second < 2) continue; // the direction is known from the second look on
            var place = track.PlaceOf(contents);
            for (var p = 0; p < 3; p++) Assert.Equal(contents[p], (1 - place) * track.Ends.AtBegin[p] + place * track.Ends.AtEnd[p], 0.003);
        }
        // 0.36 at most in pieces of 0.04, each made once
        Assert.InRange(track.Pieces, 8, 11);
        Assert.InRange(_made.Count, 8, 13);
    }

    [Fact]
    public void A_reversed_current_begins_a_piece_from_where_the_cell_is()
    {
        var track = Track(0.8, 0.8);
        for (var second = 1; second <= 200; second++)
        {
            var moved = second <= 100 ? 5e-4 * second : 5e-4 * (200 - second);
            double[] contents = [0.8 - moved, 0.8 - 0.8 * moved];
            track.Observe(contents);
            var place = track.PlaceOf(contents);
            Assert.Equal(contents[0], (1 - place) * track.Ends.AtBegin[0] + place * track.Ends.AtEnd[0], 0.0035);
        }
    }

    [Fact]
    public void Nothing_is_made_while_nobody_asks()
    {
        var track = Track(0.9);
        for (var second = 1; second < 1000; second++) track.Observe([0.9 - 4e-4 * second]);
        Assert.Empty(_made);
    }

    [Fact]
    public void A_bend_makes_the_pieces_short()
    {
        var track = new ContentTrack<string>([0.61], 1, 1, [0.04, 0.01], 0.003, (from, to) => from < 0.6 == to < 0.6, _ => "");
        track.Observe([0.609]);
        Assert.Equal(0.1, track.PlaceOf([0.609]), 1e-9); // a piece of 0.01
    }

    [Fact]
    public void A_dendrite_that_grows_makes_pieces_of_its_own_and_none_leads_from_growing_to_touching()
    {
        var made = new List<double>();
        var track = new ContentTrack<double[]>([0.9, 0], 1, 0.8, [0.04], 0.003, (_, _) => true, state =>
        {
            made.Add(state[1]);
            return state;
        });
        for (var second = 1; second <= 420; second++)
        {
            var dendrite = second < 20 ? 0 : second < 420 ? 0.0025 * (second - 20) : IParticleCell.Crossed;
            double[] state = [0.9 - 1e-5 * second, dendrite];
            track.Observe(state);
            var (begin, end) = track.Ends;
            if (second > 22) Assert.Equal(dendrite, (1 - track.PlaceOf(state)) * begin[1] + track.PlaceOf(state) * end[1], 0.005);
        }
        // every twentieth of the electrolyte, which 0.04 in content is worth, and what touches
        Assert.InRange(made.Distinct().Count(), 20, 26);
        Assert.All(made, dendrite => Assert.True(dendrite is < 1 or IParticleCell.Crossed));
        Assert.All(made.Distinct().Order().Zip(made.Distinct().Order().Skip(1)).Where(pair => pair.Second < 1), pair => Assert.InRange(pair.Second - pair.First, 0, 0.0501));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Contents_at_their_limits_and_at_rest_have_a_place(double content)
    {
        var track = Track(content, content);
        for (var second = 0; second < 5; second++) track.Observe([content, content]);
        Assert.Equal(0, track.PlaceOf([content, content]), 1e-12);
        Assert.Equal(1, track.Pieces);
    }
}
