namespace NvScanner.Physics.Battery;

/// <summary>
/// Open-circuit potential of LixCoO2 against lithium metal: the expression of Doyle and Newman's program dualfoil (1998), its argument not stretched;
/// falls with x everywhere between 0.2 and 1.0, where it is meant to hold.
/// </summary>
public static class LithiumCobaltOxidePotential
{
    /// <summary>The potential in V at a lithium content x.</summary>
    public static double Volts(double lithiumContent) => Evaluate(lithiumContent).Volts;

    /// <summary>The potential in V and its derivative dU/dx in V at a lithium content x.</summary>
    public static (double Volts, double Slope) Evaluate(double lithiumContent)
    {
        var (volts, slope) = (2.16216, 0.0);
        Add(0.07645, 30.834, -54.4806);
        Add(2.1581, 52.294, -50.294);
        Add(-0.14169, 11.0923, -19.8543);
        Add(0.2051, 1.4684, -5.4888);
        Add(0.2531, 0.56478 / 0.1316, -1 / 0.1316);
        Add(-0.02167, -0.525 / 0.006, 1 / 0.006);
        return (volts, slope);

        // amplitude tanh(offset + factor x)
        void Add(double amplitude, double offset, double factor)
        {
            var tanh = Math.Tanh(offset + factor * lithiumContent);
            volts += amplitude * tanh;
            slope += amplitude * factor * (1 - tanh * tanh);
        }
    }
}
