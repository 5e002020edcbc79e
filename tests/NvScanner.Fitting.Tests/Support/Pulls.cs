namespace NvScanner.Fitting.Tests.Support;

/// <summary>(fitted - truth) / std of many fits.</summary>
internal sealed class Pulls
{
    private readonly List<double> _values = [];

    public double Mean => _values.Average();

    /// <summary>Standard deviation.</summary>
    public double Width => Math.Sqrt(_values.Average(value => value * value) - Mean * Mean);

    public double MedianAbsolute => _values.Select(Math.Abs).Order().ElementAt(_values.Count / 2);

    public void Add(double fitted, double truth, double std) => _values.Add((fitted - truth) / std);
}
