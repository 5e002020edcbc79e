using System.Text.Json.Serialization;

namespace NvScanner.Cli.Spectra;

/// <summary>One fitted spectrum as `fit --format json` prints it; what was not fitted is null, centres ascend.</summary>
internal sealed record FittedSpectrum
{
    /// <summary>The file.</summary>
    [JsonPropertyName("source")] public required string Source { get; init; }

    /// <summary>Number of the spectrum in the file: its column, or frame * height * width + y * width + x in a run file.</summary>
    [JsonPropertyName("index")] public required int Index { get; init; }

    /// <summary>Model that was fitted or chosen.</summary>
    [JsonPropertyName("model")] public required string Model { get; init; }

    /// <summary>Whether centres and errors can be used.</summary>
    [JsonPropertyName("converged")] public required bool Converged { get; init; }

    /// <summary>What is wrong, "ok" when nothing is.</summary>
    [JsonPropertyName("reason")] public required string Reason { get; init; }

    /// <summary>Line centres in Hz.</summary>
    [JsonPropertyName("centers_hz")] public double?[]? CentresHz { get; init; }

    /// <summary>One standard deviation of each.</summary>
    [JsonPropertyName("centers_std_hz")] public double?[]? CentreStdsHz { get; init; }

    /// <summary>Depth of each line over the baseline.</summary>
    [JsonPropertyName("contrasts")] public double?[]? Contrasts { get; init; }

    /// <summary>Full width at half maximum of each line in Hz.</summary>
    [JsonPropertyName("fwhm_hz")] public double?[]? FwhmsHz { get; init; }

    /// <summary>Baseline at the middle of the swept range, in the unit of the values.</summary>
    [JsonPropertyName("baseline")] public double? Baseline { get; init; }

    /// <summary>Reduced chi-square.</summary>
    [JsonPropertyName("chi2_reduced")] public double? Chi2Reduced { get; init; }

    /// <summary>Degrees of freedom.</summary>
    [JsonPropertyName("dof")] public int? DegreesOfFreedom { get; init; }

    /// <summary>Field along the NV axis in T, of a pair of lines.</summary>
    [JsonPropertyName("b_parallel_t")] public double? ParallelFieldTesla { get; init; }

    /// <summary>One standard deviation in T.</summary>
    [JsonPropertyName("b_parallel_std_t")] public double? ParallelFieldStdTesla { get; init; }

    /// <summary>D in Hz, of a pair of lines.</summary>
    [JsonPropertyName("zero_field_splitting_hz")] public double? ZeroFieldSplittingHz { get; init; }
}
