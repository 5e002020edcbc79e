namespace NvScanner.Fitting.Engine;

/// <summary>Where each parameter of a model stands: baseline terms, mixing, shared width, then the lines.</summary>
/// <param name="BaselineTerms">1 constant, 2 tilted, 3 quadratic.</param>
/// <param name="Lines">Number of lines; 0 is the bare baseline.</param>
/// <param name="HasMixing">One mixing parameter of a pseudo-Voigt profile.</param>
/// <param name="EqualWidths">All lines share one width.</param>
internal readonly record struct ParameterLayout(int BaselineTerms, int Lines, bool HasMixing, bool EqualWidths)
{
    public int Mixing => BaselineTerms;

    /// <summary>A constant, then three parameters per line, none shared: the layout of most fits, which has its own sums.</summary>
    public bool IsPlain => BaselineTerms == 1 && !HasMixing && !EqualWidths;

    public int Count => FirstLine + Lines * PerLine;

    private int PerLine => EqualWidths ? 2 : 3;

    private int SharedWidth => BaselineTerms + (HasMixing ? 1 : 0);

    private int FirstLine => SharedWidth + (EqualWidths ? 1 : 0);

    public int Centre(int line) => FirstLine + line * PerLine;

    public int Depth(int line) => FirstLine + line * PerLine + 1;

    public int Width(int line) => EqualWidths ? SharedWidth : FirstLine + line * PerLine + 2;
}
