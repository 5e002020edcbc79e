namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Rates between the levels: 0 to 2 ground triplet and 3 to 5 excited triplet, each ascending in energy, 6 singlet. In a field the levels are
/// superpositions, and a rate between two of them is the zero-field rate weighted by |alpha_ip|² |alpha_jq|² (Tetienne et al., NJP 14, 103033
/// (2012), eq. 3).
/// </summary>
internal static class SevenLevels
{
    public const int Count = 7;
    public const int Triplet = 3;
    public const int Singlet = 6;

    /// <summary>Fills the row-major generator G of dP/dt = G P in 1/s, <paramref name="stride"/> numbers per row, for an optical excitation rate in 1/s.</summary>
    public static void Fill(
        Span<double> generator, int stride, NvPhotophysics centre, in SpinMixing ground, in SpinMixing excited, double pumpRate)
    {
        for (var row = 0; row < Count; row++) generator.Slice(row * stride, Count).Clear();
        var exchange = 1 / (3 * centre.RelaxationSeconds);
        for (var i = 0; i < Triplet; i++)
        {
            for (var j = 0; j < Triplet; j++)
            {
                var overlap = ground.Weight(i, 0) * excited.Weight(j, 0) + ground.Weight(i, 1) * excited.Weight(j, 1)
                    + ground.Weight(i, 2) * excited.Weight(j, 2);
                Add(generator, stride, i, Triplet + j, pumpRate * overlap);
                Add(generator, stride, Triplet + j, i, centre.RadiativeRate * overlap);
                if (i != j) Add(generator, stride, i, j, exchange);
            }
            var excitedZero = excited.Weight(i, 0);
            var groundZero = ground.Weight(i, 0);
            Add(generator, stride, Triplet + i, Singlet, centre.CrossingRateMsZero * excitedZero + centre.CrossingRateMsOne * (1 - excitedZero));
            Add(generator, stride, Singlet, i, centre.SingletRateToMsZero * groundZero + centre.SingletRateToMsOne * (1 - groundZero));
        }
    }

    /// <summary>Rate in 1/s at which the coherence of two ground levels is lost to excitation and relaxation: half of what leaves both.</summary>
    public static double CoherenceLoss(NvPhotophysics centre, double pumpRate) => pumpRate + 2 / (3 * centre.RelaxationSeconds);

    private static void Add(Span<double> generator, int stride, int from, int to, double rate)
    {
        generator[to * stride + from] += rate;
        generator[from * stride + from] -= rate;
    }
}
