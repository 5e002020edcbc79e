using System.Globalization;
using System.Runtime.InteropServices;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using static NvScanner.Storage.Layout.PageSources;

namespace NvScanner.Storage.Layout;

/// <summary>/entry/map: what the fit made of it; *_errors are one standard deviation of the random part.</summary>
internal static class MapDatasets
{
    private const double NegligibleTiltDegrees = 1;
    private static readonly Func<RunStarted, bool> Referenced = run => run.Plan.Reference is not null;
    private static readonly Func<RunStarted, bool> Lower = run => run.Plan.Protocol.Lines != MeasuredLines.Upper;
    private static readonly Func<RunStarted, bool> Upper = run => run.Plan.Protocol.Lines != MeasuredLines.Lower;

    public static IReadOnlyList<DatasetDefinition> All { get; } =
    [
        .. Pair("B_parallel", PixelColumn.ParallelField, PixelColumn.ParallelFieldError, "T", "field along the NV axis (T)", attributes:
            FieldAttributes),
        .. Pair("B_stray", PixelColumn.StrayField, PixelColumn.StrayFieldError, "T", "field along the NV axis minus the reference (T)", Referenced,
            "with a reference", run => [("reference", Describe(run.Plan.Reference!))]),
        .. Pair("zero_field_splitting", PixelColumn.ZeroFieldSplitting, PixelColumn.ZeroFieldSplittingError, "Hz", "zero-field splitting D (Hz)"),
        .. Pair("f_lower", PixelColumn.LowerFrequency, PixelColumn.LowerFrequencyError, "Hz", "lower transition (Hz)", Lower, "when the lower line is measured"),
        .. Pair("f_upper", PixelColumn.UpperFrequency, PixelColumn.UpperFrequencyError, "Hz", "upper transition (Hz)", Upper, "when the upper line is measured"),
        .. Pair("contrast", PixelColumn.Contrast, PixelColumn.ContrastError, "1", "contrast"),
        .. Pair("linewidth", PixelColumn.Linewidth, PixelColumn.LinewidthError, "Hz", "linewidth, FWHM (Hz)"),
        .. Pair("photon_rate", PixelColumn.PhotonRate, PixelColumn.PhotonRateError, "counts/s", "photon rate off resonance (counts/s)", attributes:
            run => [("dead_time", run.DeadTimeSeconds)]),
        Column("/entry/map/chi2_reduced", PixelColumn.ReducedChiSquare, "1", "reduced chi-square", MapPixel) with { IsAuxiliary = true },
        new(RunPaths.Reason, Hdf5Type.UInt8, "1", "what is wrong with the pixel")
        {
            Axes = MapPixel,
            Interpretation = "image",
            IsAuxiliary = true,
            FillByte = (byte)PixelReason.NotMeasured,
            Page = _ => page => MemoryMarshal.AsBytes(page.Reasons.AsSpan()),
            Column = nameof(PixelPage.Reasons),
            Attributes = _ => [("meanings", string.Join(", ", Enum.GetValues<PixelReason>().Select(reason => $"{(int)reason} {reason}")))],
        },
    ];

    private static IEnumerable<(string, object)> FieldAttributes(RunStarted run)
    {
        yield return ("sign", run.Plan.BiasField.Magnitude.Tesla != 0 ? "bias" : "assumed");
        if (SphericalAngles.Between(run.NvAxis, run.ResponseAxis) > NegligibleTiltDegrees)
            yield return ("effective_axis", new[] { run.ResponseAxis.X, run.ResponseAxis.Y, run.ResponseAxis.Z });
    }

    private static IEnumerable<DatasetDefinition> Pair(
        string name, PixelColumn value, PixelColumn error, string units, string longName,
        Func<RunStarted, bool>? when = null, string condition = "", Func<RunStarted, IEnumerable<(string, object)>>? attributes = null)
    {
        yield return Column($"{RunPaths.Map}/{name}", value, units, longName, MapPixel) with
        {
            IsAuxiliary = true, When = when, Condition = condition, Attributes = attributes,
        };
        yield return Column($"{RunPaths.Map}/{name}_errors", error, units, $"one standard deviation of {longName}", MapPixel) with
        {
            When = when, Condition = condition,
        };
    }

    private static string Describe(ReferencePlan reference) => reference.Mode switch
    {
        ReferenceMode.Model => "applied bias field projected on the NV axis",
        ReferenceMode.Retracted => $"tip retracted, {Repetition(reference)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"position [{reference.X:R} m, {reference.Y:R} m], {Repetition(reference)}"),
    };

    private static string Repetition(ReferencePlan reference) => reference.EveryLines > 0
        ? string.Create(CultureInfo.InvariantCulture, $"every {reference.EveryLines} lines")
        : "before the first line";
}
