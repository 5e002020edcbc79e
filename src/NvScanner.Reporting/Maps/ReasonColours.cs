using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Maps;

/// <summary>One colour and one short name for each reason code; good pixels stand back, failures stand out.</summary>
public static class ReasonColours
{
    private static readonly (Rgb Colour, string Name)[] Known =
    [
        (Rgb.Parse("#dfe6ea"), "ok"),
        (Rgb.Parse("#8d8d8d"), "not measured"),
        (Rgb.Parse("#d55e00"), "not converged"),
        (Rgb.Parse("#e69f00"), "at bound"),
        (Rgb.Parse("#56b4e9"), "merged"),
        (Rgb.Parse("#111111"), "no dip"),
        (Rgb.Parse("#f0e442"), "saturated"),
        (Rgb.Parse("#0072b2"), "too few counts"),
        (Rgb.Parse("#cc79a7"), "model inadequate"),
        (Rgb.Parse("#882255"), "lock lost"),
        (Rgb.Parse("#009e73"), "outlier sweeps"),
        (Rgb.Parse("#554a8c"), "skipped"),
        (Rgb.Parse("#b2182b"), "unvouched"),
    ];

    /// <summary>Name of a code.</summary>
    public static string NameOf(PixelReason reason) =>
        (int)reason < Known.Length ? Known[(int)reason].Name : $"unknown code {(int)reason}";

    /// <summary>Colour of a code, or null when it has none.</summary>
    public static Rgb? Of(double code) => code >= 0 && code < Known.Length ? Known[(int)code].Colour : null;
}
