namespace NvScanner.Fitting.Sweeps;

/// <summary>
/// Finds sweeps of a spectrum that disagree with the others: lost counts, cosmic spikes, light that fails during a sweep. Every run of
/// 1, 2, 4, ... points of a sweep, half overlapping, and the whole of it are compared with the same points of the other sweeps. Given
/// the sum of both, the counts of a sweep are binomial, which makes the test exact (Przyborowski and Wilenski, Biometrika 31, 313 (1940)).
/// </summary>
/// <remarks>A reusable workspace, not thread safe. Two sweeps that disagree do not show which is wrong: it takes three.</remarks>
public sealed class SweepScreen
{
    private const int FewestSweeps = 3;

    /// <summary>A tail's probability is smaller than its bound by less than this power of e, for counts below 10^8.</summary>
    private const double TailBelowBound = 10;

    private readonly int _points;
    private readonly SweepScreening _screening;
    private readonly (int First, int Count)[] _runs;
    private readonly ulong[] _totals;
    private readonly ulong[] _ownSums;
    private readonly ulong[] _allSums;

    /// <summary>A screen for spectra of so many points; <see cref="ArgumentOutOfRangeException"/> for rates outside 0..1.</summary>
    public SweepScreen(int points, SweepScreening screening)
    {
        ArgumentNullException.ThrowIfNull(screening);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        if (!(screening.FalseAlarmRate > 0 && screening.FalseAlarmRate < 1))
            throw new ArgumentOutOfRangeException(nameof(screening), screening.FalseAlarmRate, "FalseAlarmRate must lie between 0 and 1.");
        if (!(screening.RateTolerance >= 0 && screening.RateTolerance < 1))
            throw new ArgumentOutOfRangeException(nameof(screening), screening.RateTolerance, "RateTolerance must be at least 0 and below 1.");
        _points = points;
        _screening = screening;
        _totals = new ulong[points];
        _ownSums = new ulong[points + 1];
        _allSums = new ulong[points + 1];
        List<(int First, int Count)> runs = [];
        for (int count = 1; count < points; count *= 2)
            for (int first = 0; first + count <= points; first += Math.Max(count / 2, 1))
                runs.Add((first, count));
        runs.Add((0, points));
        _runs = [.. runs];
    }

    /// <summary>
    /// Marks in `outliers` [sweep] the sweeps of one spectrum, `counts` [sweep, frequency], that disagree with the others, and returns
    /// their number. The worst is taken out first and the others compared anew, down to two that are left; with fewer than three nothing
    /// is marked. <see cref="ArgumentException"/> for lengths that do not agree.
    /// </summary>
    public int Find(ReadOnlySpan<uint> counts, int sweeps, Span<bool> outliers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sweeps);
        if (counts.Length != (long)sweeps * _points)
            throw new ArgumentException($"{counts.Length} counts for {sweeps} sweeps of {_points} points: expected {(long)sweeps * _points}.", nameof(counts));
        if (outliers.Length != sweeps)
            throw new ArgumentException($"Room for {outliers.Length} marks, but there are {sweeps} sweeps.", nameof(outliers));
        outliers.Clear();
        if (sweeps < FewestSweeps)
            return 0;
        // two sides of every run of every sweep
        double threshold = Math.Log(_screening.FalseAlarmRate / (2.0 * sweeps * _runs.Length));
        Array.Clear(_totals);
        for (int sweep = 0; sweep < sweeps; sweep++)
            for (int i = 0; i < _points; i++)
                _totals[i] += counts[sweep * _points + i];
        int found = 0;
        for (; sweeps - found >= FewestSweeps; found++)
        {
            int worst = Worst(counts, sweeps, sweeps - found, outliers, threshold);
            if (worst < 0)
                break;
            outliers[worst] = true;
            for (int i = 0; i < _points; i++)
                _totals[i] -= counts[worst * _points + i];
        }
        return found;
    }

    /// <summary>Adds up the sweeps that are not marked into `sums` [frequency]; a sum that does not fit stays at the largest number.</summary>
    public void Sum(ReadOnlySpan<uint> counts, ReadOnlySpan<bool> outliers, Span<uint> sums)
    {
        for (int i = 0; i < _points; i++)
        {
            ulong sum = 0;
            for (int sweep = 0; sweep < outliers.Length; sweep++)
                sum += outliers[sweep] ? 0 : counts[sweep * _points + i];
            sums[i] = (uint)Math.Min(sum, uint.MaxValue);
        }
    }

    private int Worst(ReadOnlySpan<uint> counts, int sweeps, int kept, ReadOnlySpan<bool> outliers, double threshold)
    {
        int worst = -1;
        double smallest = threshold;
        for (int i = 0; i < _points; i++)
            _allSums[i + 1] = _allSums[i] + _totals[i];
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            if (outliers[sweep])
                continue;
            for (int i = 0; i < _points; i++)
                _ownSums[i + 1] = _ownSums[i] + counts[sweep * _points + i];
            foreach ((int first, int count) in _runs)
            {
                double probability = LogProbability(_ownSums[first + count] - _ownSums[first], _allSums[first + count] - _allSums[first], kept, smallest);
                if (probability < smallest)
                    (worst, smallest) = (sweep, probability);
            }
        }
        return worst;
    }

    // Of counts as far from their share as these or further, with the sweep as bright or as dark as it may be.
    private double LogProbability(double own, double all, int kept, double threshold)
    {
        double brightest = Share(1 + _screening.RateTolerance, kept), darkest = Share(1 - _screening.RateTolerance, kept);
        if (own > all * brightest)
            return LogBound(own, all, brightest) < threshold + TailBelowBound ? BinomialTail.LogAtLeast(own, all, brightest) : 0;
        if (own < all * darkest)
            return LogBound(own, all, darkest) < threshold + TailBelowBound ? BinomialTail.LogAtMost(own, all, darkest) : 0;
        return 0;
    }

    private static double Share(double rate, int kept) => rate / (rate + kept - 1);

    // Chernoff's bound of the logarithm of a tail's probability: most runs are nowhere near the threshold and need no more.
    private static double LogBound(double own, double all, double share) => -Information(own, all * share) - Information(all - own, all * (1 - share));

    private static double Information(double seen, double expected) => seen > 0 ? seen * Math.Log(seen / expected) : 0;
}
