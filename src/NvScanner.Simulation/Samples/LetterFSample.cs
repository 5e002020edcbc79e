using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Simulation.Samples;

/// <summary>
/// Sample for tests of conventions, within 4 µm x 4 µm: a raised letter F that reads rightly with +y up, a buried strip along y = 0.4 µm whose
/// current flows along +x, and one dipole along +z at (3.2, 2.4) µm. Nothing of it is symmetric.
/// </summary>
internal sealed class LetterFSample : ISample
{
    private const double StripY = 0.4e-6;
    private const double StripZ = -50e-9;
    private const double StripWidth = 0.4e-6;
    private const double LetterHeight = 40e-9;

    private static readonly MagneticDipole Dipole = new(new Vector3d(3.2e-6, 2.4e-6, -200e-9), new Vector3d(0, 0, 2.5e-18));

    // stem, upper bar, middle bar: centre x, centre y, size x, size y
    private static readonly (double X, double Y, double SizeX, double SizeY)[] Bars =
        [(1.25e-6, 2.25e-6, 0.5e-6, 2.7e-6), (1.95e-6, 3.35e-6, 1.9e-6, 0.5e-6), (1.65e-6, 2.25e-6, 1.3e-6, 0.5e-6)];

    public double HeightAt(double x, double y)
    {
        var inside = double.NegativeInfinity;
        foreach (var bar in Bars) inside = Math.Max(inside, BluntTip.InsideRectangle(x, y, bar.X, bar.Y, bar.SizeX, bar.SizeY));
        return BluntTip.Over(LetterHeight, inside);
    }

    public Vector3d FieldAt(Vector3d position, in SampleConditions conditions)
    {
        // the strip's closed form has its current along +y: turned by -90 degrees about z
        var strip = new InfiniteStrip(StripWidth, conditions.CurrentAmperes / StripWidth)
            .FieldAt(new Vector3d(-(position.Y - StripY), position.X, position.Z - StripZ));
        return new Vector3d(0, -strip.X, strip.Z) + Dipole.FieldAt(position);
    }

    public double LithiumContentAt(double x, double y, in SampleConditions conditions) => double.NaN;

    public Vector3d SheetCurrentAt(double x, double y, in SampleConditions conditions) =>
        Math.Abs(y - StripY) < 0.5 * StripWidth ? new Vector3d(conditions.CurrentAmperes / StripWidth, 0, 0) : Vector3d.Zero;
}
