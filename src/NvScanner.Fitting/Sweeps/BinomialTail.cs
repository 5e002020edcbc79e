namespace NvScanner.Fitting.Sweeps;

/// <summary>Logarithms of the tails of binomial distributions.</summary>
internal static class BinomialTail
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double Negligible = 1e-17;

    /// <summary>ln P(X &gt;= k) for X binomial in n trials of probability p, where k lies above the mean; 0 elsewhere.</summary>
    public static double LogAtLeast(double k, double n, double p)
    {
        if (k <= n * p)
            return 0;
        double first = LogChoose(n, k) + k * Math.Log(p) + (n - k) * Math.Log(1 - p);
        double odds = p / (1 - p), term = 1, sum = 1;
        for (double i = k; i < n && term > Negligible * sum; i++) // beyond the mean every term is smaller than the one before
        {
            term *= (n - i) / (i + 1) * odds;
            sum += term;
        }
        return Math.Min(first + Math.Log(sum), 0);
    }

    /// <summary>ln P(X &lt;= k), where k lies below the mean; 0 elsewhere.</summary>
    public static double LogAtMost(double k, double n, double p) => LogAtLeast(n - k, n, 1 - p);

    private static double LogChoose(double n, double k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    // Stirling's series, better than 1e-9 from 8 on
    private static double LogFactorial(double n)
    {
        double x = n + 1, product = 1;
        for (; x < 8; x++)
            product *= x;
        double inverse = 1 / x;
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + inverse * (1.0 / 12 - inverse * inverse * (1.0 / 360 - inverse * inverse / 1260)) - Math.Log(product);
    }
}
