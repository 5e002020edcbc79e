using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// Open-circuit potential of the cathode for every lithium content between 0 and 1, tabulated: that of LixCoO2, and towards both ends a logarithm
/// that no voltage overcomes, since a full or an empty host gives no more current. Falls everywhere.
/// </summary>
internal static class CathodePotential
{
    /// <summary>Below this lithium content the host begins to be empty.</summary>
    public const double LowestContent = 0.01;

    /// <summary>Above this lithium content the host begins to be full.</summary>
    public const double HighestContent = 0.99;

    // 3 V are reached at x = 0.997, -10 V 3e-6 below 1
    private const double EndVolts = 2;
    private const int Intervals = 4900;
    private const double Step = (HighestContent - LowestContent) / Intervals;

    private static readonly (double Volts, double Slope)[] Nodes = Tabulate();

    /// <summary>Potential in V and dU/dx in V for contents between 0 and 1; between the nodes a cubic that meets values and slopes, within 1 nV of the formula.</summary>
    public static (double Volts, double Slope) Evaluate(double lithiumContent)
    {
        if (lithiumContent >= HighestContent) return Filled(lithiumContent);
        if (lithiumContent <= LowestContent) return Emptied(lithiumContent);
        var position = (lithiumContent - LowestContent) / Step;
        var index = Math.Min((int)position, Intervals - 1);
        var t = position - index;
        ref readonly var left = ref Nodes[index];
        ref readonly var right = ref Nodes[index + 1];
        // Hermite: U = U0 + t (m0 + t (c2 + t c3)), slopes per interval
        var (rise, m0, m1) = (right.Volts - left.Volts, left.Slope * Step, right.Slope * Step);
        var c2 = 3 * rise - 2 * m0 - m1;
        var c3 = m0 + m1 - 2 * rise;
        return (left.Volts + t * (m0 + t * (c2 + t * c3)), (m0 + t * (2 * c2 + t * 3 * c3)) / Step);
    }

    // a straight line and E [ln g + 1 - g], g the part of the end that is left: smooth where it begins
    private static (double, double) Filled(double x)
    {
        const double end = 1 - HighestContent;
        var (volts, slope) = Nodes[^1];
        var left = (1 - x) / end;
        return (volts + slope * (x - HighestContent) + EndVolts * (Math.Log(left) + 1 - left), slope - EndVolts / end * (1 / left - 1));
    }

    private static (double, double) Emptied(double x)
    {
        var (volts, slope) = Nodes[0];
        var left = x / LowestContent;
        return (volts + slope * (x - LowestContent) - EndVolts * (Math.Log(left) + 1 - left), slope - EndVolts / LowestContent * (1 / left - 1));
    }

    private static (double, double)[] Tabulate()
    {
        var nodes = new (double, double)[Intervals + 1];
        for (var i = 0; i <= Intervals; i++) nodes[i] = LithiumCobaltOxidePotential.Evaluate(LowestContent + i * Step);
        return nodes;
    }
}
