namespace NvScanner.Abstractions.Scanning;

/// <summary>Names of fit models that plans and commands may use.</summary>
public static class FitModelNames
{
    /// <summary>The choice by information criterion.</summary>
    public const string Auto = "auto";

    /// <summary>Every name, "auto" first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Auto,
        .. Enumerable.Range(1, 8).Select(n => $"lorentzian{n}"),
        .. Enumerable.Range(1, 8).Select(n => $"gaussian{n}"),
        "voigt1", "voigt2", "n14-triplet1", "n14-triplet2", "n15-doublet1", "n15-doublet2",
        .. Enumerable.Range(1, 8).Select(n => $"lorentzian-derivative{n}"),
    ];
}
