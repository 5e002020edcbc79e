using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>One kind of spectrum: its model and truth, lines of equal depth and width.</summary>
/// <param name="Number">Its place in the table, which also keys its noise.</param>
/// <param name="Model">The model's name: what the spectra are made with and fitted by.</param>
/// <param name="Counts">Expected counts per grid point off resonance.</param>
/// <param name="Contrast">Summed depth of each line.</param>
/// <param name="FwhmHz">Full width at half maximum of one component.</param>
/// <param name="SplittingHz">Distance of the two lines; of no meaning for one.</param>
/// <param name="StepHz">Distance of the grid's points.</param>
/// <param name="InQuickTier">Measured in the quick tier too.</param>
internal sealed record AccuracyPoint(
    int Number, string Model, double Counts, double Contrast, double FwhmHz, double SplittingHz, double StepHz, bool InQuickTier)
{
    private const double MiddleHz = 2.87e9;
    private const double MarginWidths = 5; // from a line to the end of its window

    private readonly FitModel _model = FitModel.Parse(Model);

    public int LineCount => _model.Lines;

    /// <summary>The lines; off the grid's points, so that no symmetry hides a bias.</summary>
    public Some.Line[] Lines => LineCount == 1
        ? [new(MiddleHz + 0.37 * StepHz, FwhmHz, Contrast)]
        : [new(MiddleHz + 0.37 * StepHz - SplittingHz / 2, FwhmHz, Contrast), new(MiddleHz + 0.37 * StepHz + SplittingHz / 2, FwhmHz, Contrast)];

    /// <summary>One window around both lines, or one around each where these do not touch.</summary>
    public double[] FrequenciesHz
    {
        get
        {
            double margin = MarginWidths * FwhmHz + OffsetsHz[^1], splitting = LineCount == 1 ? 0 : SplittingHz;
            return splitting <= 2 * margin
                ? Window(MiddleHz, splitting / 2 + margin)
                : [.. Window(MiddleHz - splitting / 2, margin), .. Window(MiddleHz + splitting / 2, margin)];
        }
    }

    /// <summary>Expected counts of a truth that need not be this one.</summary>
    public double[] Means(double[] frequenciesHz, double counts, Some.Line[] lines) =>
        Some.Spectrum(frequenciesHz, counts, OffsetsHz, _model.Shape == LineShape.Gaussian ? Some.Gaussian : Some.Lorentzian, lines);

    /// <summary>Whether the Cramér-Rao bound is expected to hold, given that bound on a centre.</summary>
    public bool IsAsymptotic(double centreBoundHz) =>
        centreBoundHz <= 0.03 * FwhmHz && (LineCount == 1 || SplittingHz >= FwhmHz) && StepHz <= FwhmHz / 3;

    public override string ToString() =>
        FormattableString.Invariant($"{Number}: {Model}, {Counts:G7} counts, {Contrast:P0}, {FwhmHz / 1e6:G4} MHz wide, {SplittingHz / 1e6:G4} MHz apart, step {StepHz / 1e6:G3} MHz");

    private double[] OffsetsHz => _model.Multiplet switch
    {
        Hyperfine.Nitrogen14 => [-2.16e6, 0, 2.16e6],
        Hyperfine.Nitrogen15 => [-1.515e6, 1.515e6],
        _ => [0],
    };

    private double[] Window(double middleHz, double halfSpanHz)
    {
        int half = (int)Math.Round(halfSpanHz / StepHz);
        return Some.Grid(middleHz - half * StepHz, middleHz + half * StepHz, 2 * half + 1);
    }
}
