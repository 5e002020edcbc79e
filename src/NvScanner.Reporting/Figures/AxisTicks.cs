namespace NvScanner.Reporting.Figures;

/// <summary>Round positions on an axis, in SI, with their labels in the axis' scale.</summary>
/// <param name="Positions">Values in SI, ascending.</param>
/// <param name="Labels">Their numbers, without unit.</param>
public sealed record AxisTicks(double[] Positions, string[] Labels)
{
    /// <summary>A round step may be so much shorter than asked for before the next longer one is taken.</summary>
    private const double StepTolerance = 1.4;

    /// <summary>About <paramref name="target"/> ticks at multiples of 1, 2 or 5 times a power of ten within the limits.</summary>
    public static AxisTicks For(double low, double high, SiScale scale, int target = 5)
    {
        var (first, last) = (low / scale.Factor, high / scale.Factor);
        var step = RoundLength((last - first) / target / StepTolerance, upwards: true);
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var from = (long)Math.Ceiling(first / step - 1e-6);
        var to = (long)Math.Floor(last / step + 1e-6);
        var values = Enumerable.Range(0, (int)Math.Max(to - from + 1, 0)).Select(i => (from + i) * step).ToArray();
        return new([.. values.Select(v => v * scale.Factor)], [.. values.Select(v => SiScale.Fixed(v, decimals))]);
    }

    /// <summary>The nearest 1, 2 or 5 times a power of ten above or below a length.</summary>
    public static double RoundLength(double length, bool upwards)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(length)));
        var mantissa = length / power;
        double[] round = [1, 2, 5, 10];
        return power * (upwards ? round.First(r => r >= mantissa * (1 - 1e-9)) : round.Last(r => r <= mantissa * (1 + 1e-9)));
    }
}
