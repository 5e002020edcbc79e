using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Tests.Cell.Geometry;

namespace NvScanner.Simulation.Tests.Samples;

public sealed class HotSpotTests
{
    private static readonly Lazy<Microstructure> Shorted = new(() => MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 1 }, 4));

    private static (double X, double Y) End
    {
        get
        {
            var structure = Shorted.Value;
            for (var column = structure.Columns - 1; ; column--)
                for (var row = 0; row < structure.Rows; row++)
                {
                    if (structure.Phases[structure.IndexOf(column, row, 0)] == Phase.Dendrite) return ((column + 0.5) * structure.PitchMetres, (row + 0.5) * structure.PitchMetres);
                }
        }
    }

    // 1 mA through 20 ohm are 20 uW: P/(2 pi k r) = 20e-6/(6.2832 * 1.5 * 2e-6) = 1.061 K at 2 um
    [Fact]
    public void The_face_warms_with_the_square_of_the_current_and_falls_with_the_distance()
    {
        var spot = new HotSpot(Shorted.Value, 20, 0.5e-6, 1.5);
        var (x, y) = End;
        Assert.Equal(1.061, spot.RiseAt(x - 2e-6, y, 1e-3), 0.002);
        Assert.Equal(4 * spot.RiseAt(x - 2e-6, y, 1e-3), spot.RiseAt(x - 2e-6, y, -2e-3), 1e-12);
        Assert.Equal(2, spot.RiseAt(x, y + 1e-6, 1e-3) / spot.RiseAt(x, y + 2e-6, 1e-3), 0.01);
        Assert.Equal(spot.RiseAt(x + 0.2e-6, y, 1e-3), spot.RiseAt(x, y, 1e-3), 1e-12);
        Assert.Equal(0, spot.RiseAt(x, y, 0));
    }

    [Fact]
    public void It_repeats_along_y_with_the_structure() =>
        Assert.Equal(new HotSpot(Shorted.Value, 20, 0.5e-6, 1.5).RiseAt(4e-6, 0.3e-6, 1e-3), new HotSpot(Shorted.Value, 20, 0.5e-6, 1.5).RiseAt(4e-6, 0.3e-6 + 6.4e-6, 1e-3), 1e-9);

    [Fact]
    public void Without_a_dendrite_or_a_size_there_is_none()
    {
        var whole = MicrostructureGenerator.Generate(Cells.Small, 4);
        Assert.Contains("there is none; set dendrite", Assert.Throws<ArgumentException>(() => new HotSpot(whole, 20, 0.5e-6, 1.5)).Message, StringComparison.Ordinal);
        Assert.Contains("infinitely hot", Assert.Throws<ArgumentException>(() => new HotSpot(Shorted.Value, 20, 0, 1.5)).Message, StringComparison.Ordinal);
    }
}
