namespace NvScanner.Fitting.Engine;

/// <summary>Where each parameter of a model stands: baseline terms, mixing, spacing, shared width and depth, then the lines.</summary>
/// <param name="BaselineTerms">1 constant, 2 tilted, 3 quadratic.</param>
/// <param name="Lines">Number of lines; 0 is the bare baseline.</param>
/// <param name="HasMixing">One mixing parameter of a pseudo-Voigt profile.</param>
/// <param name="Ties">What the lines share.</param>
internal readonly record struct ParameterLayout(int BaselineTerms, int Lines, bool HasMixing, Ties Ties)
{
    public int Mixing => BaselineTerms;

    public bool HasSpacing => Ties.FreeSpacing;

    public int Spacing => BaselineTerms + (HasMixing ? 1 : 0);

    /// <summary>A constant, then three parameters per line, none shared: the layout of most fits, which has its own sums.</summary>
    public bool IsPlain => BaselineTerms == 1 && !HasMixing && Ties == default;

    public int Count => FirstLine + Lines * PerLine;

    private int SharedWidth => Spacing + (HasSpacing ? 1 : 0);

    private int SharedDepth => SharedWidth + (Ties.Widths ? 1 : 0);

    private int FirstLine => SharedDepth + (Ties.Depths ? 1 : 0);

    private int PerLine => 3 - (Ties.Widths ? 1 : 0) - (Ties.Depths ? 1 : 0);

    public int Centre(int line) => FirstLine + line * PerLine;

    public int Depth(int line) => Ties.Depths ? SharedDepth : Centre(line) + 1;

    public int Width(int line) => Ties.Widths ? SharedWidth : Centre(line) + (Ties.Depths ? 1 : 2);
}
