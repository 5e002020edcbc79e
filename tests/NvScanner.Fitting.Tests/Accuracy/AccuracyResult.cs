namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>What many fits of one kind of spectrum came to; of the centres and of their distance, the worst. NaN where there is no bound.</summary>
/// <param name="Bound">Cramér-Rao bound on a centre over the width.</param>
/// <param name="IsAsymptotic">Whether the goals apply.</param>
/// <param name="Converged">Part of the spectra with a usable result; the other figures are theirs.</param>
/// <param name="Bias">Mean error over the bound.</param>
/// <param name="Spread">Standard deviation of the errors over the bound.</param>
/// <param name="Pull">Standard deviation of errors over their error bars.</param>
/// <param name="Beyond">Part of the spectra with an error of more than five error bars.</param>
/// <param name="Otherwise">The most frequent reason of those without a usable result; null without such.</param>
internal sealed record AccuracyResult(
    double Bound, bool IsAsymptotic, double Converged, double Bias, double Spread, double Pull, double Beyond, FitReason? Otherwise)
{
    /// <summary>The goals that are missed; none where they do not apply.</summary>
    public IEnumerable<string> Misses()
    {
        if (!IsAsymptotic)
            yield break;
        if (!(Converged >= 0.999))
            yield return FormattableString.Invariant($"{Converged:P2} converged, at least 99.9 % are to");
        if (!(Bias < 0.05))
            yield return FormattableString.Invariant($"bias {Bias:F3} of the bound, below 0.05 is asked");
        if (!(Spread is > 0.97 and < 1.03))
            yield return FormattableString.Invariant($"spread {Spread:F3} of the bound, 0.97 to 1.03 is asked");
        if (!(Pull is > 0.97 and < 1.03))
            yield return FormattableString.Invariant($"pulls {Pull:F3} wide, 0.97 to 1.03 is asked");
    }
}
