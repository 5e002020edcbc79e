using NvScanner.Physics;

namespace NvScanner.Simulation.Samples;

/// <summary>
/// Calibration sample: a gold strip 2 µm wide and 100 nm thick along +x at y = 2 µm with a constriction to 1.3 µm at x = 2.4 µm, on a flat
/// substrate at z = 0. 100 µA make 50 A/m and some 31 µT at its surface.
/// </summary>
internal sealed class TestStripSample : ISample
{
    private const double CentreX = 2.4e-6;
    private const double CentreY = 2.0e-6;
    private const double Thickness = 100e-9;

    private readonly ConstrictedStrip _strip = new(1.0e-6, 0.35e-6, 0.9e-6, Thickness);

    public double HeightAt(double x, double y) =>
        BluntTip.Over(Thickness, _strip.HalfWidthAt(x - CentreX) - Math.Abs(y - CentreY));

    public Vector3d FieldAt(Vector3d position, in SampleConditions conditions) => conditions.CurrentAmperes == 0
        ? Vector3d.Zero
        : _strip.FieldAt(position - new Vector3d(CentreX, CentreY, Thickness)) * conditions.CurrentAmperes;

    public double LithiumContentAt(double x, double y, in SampleConditions conditions) => double.NaN;

    public Vector3d SheetCurrentAt(double x, double y, in SampleConditions conditions) =>
        _strip.SheetCurrentAt(x - CentreX, y - CentreY) * conditions.CurrentAmperes;
}
