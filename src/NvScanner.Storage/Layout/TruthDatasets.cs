using NvScanner.Abstractions.Runs;
using static NvScanner.Storage.Layout.PageSources;

namespace NvScanner.Storage.Layout;

/// <summary>/entry/truth: what the simulated world was at each pixel.</summary>
internal static class TruthDatasets
{
    public static IReadOnlyList<DatasetDefinition> All { get; } =
    [
        .. new[]
        {
            Column("/entry/truth/B_parallel", PixelColumn.TrueParallelField, "T", "true field along the NV axis (T)", MapPixel) with { IsAuxiliary = true },
            Vector("/entry/truth/B", PixelVectorColumn.TrueField, "T", "true field, sample frame (T)", MapPixel),
            Column("/entry/truth/D", PixelColumn.TrueZeroFieldSplitting, "Hz", "true zero-field splitting (Hz)", MapPixel) with { IsAuxiliary = true },
            Column("/entry/truth/temperature", PixelColumn.TrueTemperature, "K", "true temperature of the tip (K)", MapPixel) with { IsAuxiliary = true },
            Column("/entry/truth/lithium_content", PixelColumn.TrueLithiumContent, "1", "true lithium content x of LixCoO2", MapPixel) with { IsAuxiliary = true },
            Vector("/entry/truth/current_density", PixelVectorColumn.TrueCurrentDensity, "A/m", "true sheet current density, sample frame (A/m)", MapPixel),
        }.Select(dataset => dataset with { When = run => run.HasTruth, Condition = "simulated rigs" }),
    ];
}
