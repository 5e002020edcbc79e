namespace NvScanner.Benchmarks;

/// <summary>Two-dip spectra with shot noise, made once before the measurement: nothing that is timed draws random numbers.</summary>
internal static class SyntheticCounts
{
    /// <summary>Row-major [spectrum, frequency] counts of two Lorentzian triplets about 2828 and 2912 MHz.</summary>
    public static uint[] Create(ReadOnlySpan<double> frequenciesHz, int spectra, double baseline, ulong seed)
    {
        var counts = new uint[spectra * frequenciesHz.Length];
        var state = seed;
        for (var s = 0; s < spectra; s++)
        {
            var shift = 1.0e6 * (Uniform(ref state) - 0.5);
            for (var i = 0; i < frequenciesHz.Length; i++)
            {
                var mean = baseline * (1 - Dip(frequenciesHz[i], 2827.96e6 - shift) - Dip(frequenciesHz[i], 2912.04e6 + shift));
                counts[s * frequenciesHz.Length + i] = (uint)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal(ref state)));
            }
        }

        return counts;
    }

    /// <summary>
    /// Two lines about 2850 and 2890 MHz, 5 to 7 MHz wide and 12 to 18 % deep, single Lorentzians or triplets; `starts` are ready-made
    /// start values per spectrum in MHz (centre, width, contrast of each line), off by up to a sixth of a width.
    /// </summary>
    public static uint[] CreatePairs(ReadOnlySpan<double> frequenciesHz, int spectra, double baseline, bool triplets, ulong seed, out double[] starts)
    {
        var counts = new uint[spectra * frequenciesHz.Length];
        starts = new double[6 * spectra];
        var state = seed;
        for (var s = 0; s < spectra; s++)
        {
            var lines = starts.AsSpan(6 * s, 6);
            for (var line = 0; line < 2; line++)
            {
                lines[3 * line] = 2850 + 40 * line + 20 * (Uniform(ref state) - 0.5);
                lines[3 * line + 1] = 5 + 2 * Uniform(ref state);
                lines[3 * line + 2] = 0.12 + 0.06 * Uniform(ref state);
            }

            for (var i = 0; i < frequenciesHz.Length; i++)
            {
                var loss = 0.0;
                for (var line = 0; line < 2; line++)
                    for (var h = triplets ? -1 : 0; h <= (triplets ? 1 : 0); h++)
                    {
                        var u = 2 * (1e-6 * frequenciesHz[i] - lines[3 * line] - 2.16 * h) / lines[3 * line + 1];
                        loss += lines[3 * line + 2] / (triplets ? 2 : 1) / (1 + u * u);
                    }

                var mean = baseline * (1 - loss);
                counts[s * frequenciesHz.Length + i] = (uint)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal(ref state)));
            }

            for (var line = 0; line < 2; line++)
            {
                lines[3 * line] += 0.33 * lines[3 * line + 1] * (Uniform(ref state) - 0.5);
                lines[3 * line + 1] = 6;
                lines[3 * line + 2] = 0.15;
            }
        }

        return counts;
    }

    private static double Dip(double frequencyHz, double centreHz)
    {
        var sum = 0.0;
        for (var h = -1; h <= 1; h++)
        {
            var u = 2 * (frequencyHz - centreHz - h * 2.16e6) / 6e6;
            sum += 0.05 / (1 + u * u);
        }

        return sum;
    }

    private static double Normal(ref ulong state) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(ref state))) * Math.Cos(2 * Math.PI * Uniform(ref state));

    /// <summary>SplitMix64 (Steele et al. 2014).</summary>
    private static double Uniform(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
