using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Tests.Drawing;

public sealed class StrokeFontTests
{
    [Fact]
    public void Every_printable_ascii_sign_and_those_of_units_exist()
    {
        var missing = Enumerable.Range(33, 94).Select(i => (char)i).Where(c => c != '`').Concat("µσχ±−²³°×·–∥").Where(c => !StrokeFont.Has(c));
        Assert.Empty(missing);
    }

    [Fact]
    public void Strokes_stay_within_the_measured_width()
    {
        const string text = "Stray field (µT)";
        var x = StrokeFont.Strokes(text, 12).SelectMany(s => s).Select(p => p.X).ToArray();
        Assert.InRange(x.Min(), 0, 3);
        Assert.InRange(x.Max(), 0.9 * StrokeFont.Measure(text, 12), StrokeFont.Measure(text, 12));
    }
}
