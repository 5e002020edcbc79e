namespace NvScanner.Reporting.Figures;

/// <summary>A measured spectrum and its fit, both in photons per point.</summary>
public sealed record SpectrumData
{
    /// <summary>Name, for example "Pixel (12, 40): median quality".</summary>
    public required string Name { get; init; }

    /// <summary>What it says, in plain text.</summary>
    public required string Description { get; init; }

    /// <summary>Frequencies in Hz, ascending; windows are told by their gaps.</summary>
    public required double[] FrequenciesHz { get; init; }

    /// <summary>Photons per point.</summary>
    public required double[] Counts { get; init; }

    /// <summary>The fitted model at the same points; empty without a fit.</summary>
    public double[] Fit { get; init; } = [];

    /// <summary>Evaluates the fitted model at any ascending frequencies in Hz, or null without a fit.</summary>
    public Func<double[], double[]>? Curve { get; init; }

    /// <summary>Fitted centres in Hz.</summary>
    public double[] CentresHz { get; init; } = [];
}
