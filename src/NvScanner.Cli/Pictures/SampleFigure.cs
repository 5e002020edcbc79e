using NvScanner.Reporting.Drawing;
using NvScanner.Reporting.Figures;
using NvScanner.Simulation.Samples;

namespace NvScanner.Cli.Pictures;

/// <summary>A simulated sample: its face with y upwards, the cut beneath it at the same scale, a legend and what it holds.</summary>
internal sealed class SampleFigure(SamplePicture sample) : IFigure
{
    private const double Left = 62;
    private const double FaceTop = 40;
    private const double PanelWidth = 720;
    private const double LegendWidth = 150;
    private const double Gap = 64;
    private const double AxisRoom = 44;
    private const double FactStep = 16;
    private const double LabelSize = 11;

    public double Width => Left + PanelWidth + LegendWidth;

    public double Height => SectionTop + HeightOf(sample.Section) + AxisRoom + sample.Facts.Count * FactStep + 14;

    public string Name => sample.Title;

    public string Description => string.Join("; ", sample.Facts);

    private double SectionTop => FaceTop + HeightOf(sample.Face) + Gap;

    private double Right => Left + PanelWidth;

    public void Draw(IDrawingSurface surface)
    {
        surface.Text(new(Left, 24), sample.Title, 14);
        DrawPanel(surface, sample.Face, FaceTop, "y (µm)");
        DrawScaleBar(surface);
        var cut = FaceTop + HeightOf(sample.Face) * (1 - sample.SectionYMetres / sample.Face.HeightMetres);
        surface.Line(Left, cut, Right, cut, Ink.Fit, 1.2, dashed: true);
        surface.Text(new(Right + 8, cut + 4), "cut shown below", LabelSize, ink: Ink.Fit);

        DrawPanel(surface, sample.Section, SectionTop, "z (µm)");
        surface.Text(new(Left, SectionTop - 8), $"cut at y = {SiScale.Fixed(sample.SectionYMetres * 1e6, 2)} µm; the tip scans the upper edge", LabelSize, ink: Ink.Muted);
        DrawLegend(surface);

        var line = SectionTop + HeightOf(sample.Section) + AxisRoom + 12;
        foreach (var fact in sample.Facts)
        {
            surface.Text(new(Left, line), fact, 12);
            line += FactStep;
        }
    }

    private double HeightOf(LabelImage image) => PanelWidth * image.HeightMetres / image.WidthMetres;

    private void DrawPanel(IDrawingSurface surface, LabelImage image, double top, string label)
    {
        var height = HeightOf(image);
        var bottom = top + height;
        surface.Image(Left, top, PanelWidth, height, LabelRaster.Draw(image, Math.Max(1, 1536 / image.Columns)));
        surface.Frame(Left, top, PanelWidth, height);

        var scale = new SiScale(1e-6, "µm");
        var across = AxisTicks.For(image.ColumnEdgesMetres[0], image.ColumnEdgesMetres[^1], scale, 9);
        for (var i = 0; i < across.Positions.Length; i++)
        {
            var x = Left + (across.Positions[i] - image.ColumnEdgesMetres[0]) / image.WidthMetres * PanelWidth;
            surface.Line(x, bottom, x, bottom + 4, Ink.Axis);
            surface.Text(new(x, bottom + 16), across.Labels[i], LabelSize, TextAnchor.Middle, Ink.Muted);
        }
        surface.Text(new(Left + PanelWidth / 2, bottom + 32), "x (µm), from the lithium to the positive collector", LabelSize + 1, TextAnchor.Middle);

        var up = AxisTicks.For(image.RowEdgesMetres[0], image.RowEdgesMetres[^1], scale, Math.Max(3, (int)(height / 60)));
        for (var i = 0; i < up.Positions.Length; i++)
        {
            var y = bottom - (up.Positions[i] - image.RowEdgesMetres[0]) / image.HeightMetres * height;
            surface.Line(Left - 4, y, Left, y, Ink.Axis);
            surface.Text(new(Left - 7, y + 4), up.Labels[i], LabelSize, TextAnchor.End, Ink.Muted);
        }
        surface.Text(new(Left - 42, top + height / 2), label, LabelSize + 1, TextAnchor.Middle, vertical: true);
    }

    private void DrawScaleBar(IDrawingSurface surface)
    {
        var length = AxisTicks.RoundLength(0.15 * sample.Face.WidthMetres, upwards: false);
        var width = length / sample.Face.WidthMetres * PanelWidth;
        var top = FaceTop + HeightOf(sample.Face) - 36;
        surface.Fill(Left + 8, top, width + 14, 28, Ink.Plate);
        surface.Fill(Left + 15, top + 20, width, 3, Ink.OnPlate);
        surface.Text(new(Left + 15 + width / 2, top + 14.5), SiScale.For("m", length).Format(length, 1), LabelSize, TextAnchor.Middle, Ink.OnPlate);
    }

    private void DrawLegend(IDrawingSurface surface)
    {
        var top = FaceTop;
        for (var label = 0; label < sample.Phases.Count; label++)
        {
            if (!sample.Face.Labels.Contains((byte)label) && !sample.Section.Labels.Contains((byte)label)) continue;
            surface.Fill(Right + 10, top, 14, 14, PhaseColours.Of(label));
            surface.Frame(Right + 10, top, 14, 14);
            surface.Text(new(Right + 31, top + 11), sample.Phases[label], LabelSize);
            top += 22;
        }
    }
}
