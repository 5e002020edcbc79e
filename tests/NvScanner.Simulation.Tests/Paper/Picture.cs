namespace NvScanner.Simulation.Tests.Paper;

/// <summary>What a map of one component shows, in the unit of its values: its extremes, and its standard deviation from place to place.</summary>
internal readonly record struct Picture(double Least, double Most, double Deviation)
{
    /// <summary>The larger magnitude of both extremes.</summary>
    public double Largest => Math.Max(-Least, Most);

    public static Picture Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new Picture(values.Min(), values.Max(), Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    /// <summary>The same in a smaller unit.</summary>
    public Picture In(double unit) => new(Least / unit, Most / unit, Deviation / unit);

    public override string ToString() => FormattableString.Invariant($"{Least:f3} to {Most:f3}, standard deviation {Deviation:f3}");
}
