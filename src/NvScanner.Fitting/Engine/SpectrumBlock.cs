using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>The data of one block of lanes, scaled, with the reading of each lane back to its own units.</summary>
internal sealed class SpectrumBlock<TLanes>(int points)
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double DropOutSigmas = 6;
    private const double SpikeSigmas = 10;
    private const double SpikeSpread = 0.15;
    private readonly double[] _scales = new double[TLanes.Count];
    private readonly double[] _offsets = new double[TLanes.Count];
    private readonly int[] _leftOut = new int[TLanes.Count];
    private readonly bool[] _usable = new bool[points];
    private readonly double[] _differences = new double[points];

    public int Points { get; } = points;

    /// <summary>Scaled values, [point]; a point without weight holds its neighbour's value.</summary>
    public LaneBuffer<TLanes> Values { get; } = new(points);

    /// <summary>Inverse variances of the scaled values, [point]; unused with Poisson statistics.</summary>
    public LaneBuffer<TLanes> Weights { get; } = new(points);

    /// <summary>Number of points with weight, as a lane vector at [0].</summary>
    public LaneBuffer<TLanes> UsedPoints { get; } = new(1);

    /// <summary>Original value = offset + scale * scaled value.</summary>
    public double Scale(int lane) => _scales[lane];

    /// <summary>The original value that was scaled to zero.</summary>
    public double Offset(int lane) => _offsets[lane];

    /// <summary>Number of points of a lane that were left out as outliers.</summary>
    public int LeftOut(int lane) => _leftOut[lane];

    /// <summary>Copies counts of one spectrum into a lane.</summary>
    public void Load(int lane, ReadOnlySpan<uint> counts)
    {
        for (int i = 0; i < Points; i++)
            Values[i, lane] = counts[i];
        UsedPoints[0, lane] = Points;
        _leftOut[lane] = 0;
        _scales[lane] = 1;
        _offsets[lane] = 0;
    }

    /// <summary>
    /// Copies values of one spectrum into a lane, centred and scaled; not finite values, drop-outs to exactly zero, single spikes (where
    /// no sigma is stated) and points without a positive finite sigma get no weight. False where nothing but one value remains. Without
    /// `screened`, drop-outs and spikes keep their weight.
    /// </summary>
    public bool Load(int lane, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, bool screened = true)
    {
        MarkUsable(values, sigmas);
        _leftOut[lane] = screened ? TakeOutDropOuts(values, sigmas) : 0;
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity, sum = 0;
        int used = 0;
        for (int i = 0; i < Points; i++)
            if (_usable[i])
            {
                smallest = Math.Min(smallest, values[i]);
                largest = Math.Max(largest, values[i]);
                sum += values[i];
                used++;
            }
        bool varies = used > 1 && largest > smallest;
        double scale = varies ? largest - smallest : 1;
        double offset = used > 0 ? sum / used : 0;
        double previous = 0;
        bool leading = true;
        for (int i = 0; i < Points; i++)
        {
            if (_usable[i])
            {
                previous = (values[i] - offset) / scale;
                if (leading)
                    for (int j = 0; j < i; j++)
                        Values[j, lane] = previous;
                leading = false;
            }
            Values[i, lane] = previous;
            double ratio = sigmas.IsEmpty ? 1 : scale / sigmas[i];
            Weights[i, lane] = _usable[i] ? ratio * ratio : 0;
        }
        UsedPoints[0, lane] = used;
        _scales[lane] = scale;
        _offsets[lane] = offset;
        return varies;
    }

    /// <summary>Fills a lane without a spectrum from another, so that it does no harm.</summary>
    public void Repeat(int lane, int source)
    {
        for (int i = 0; i < Points; i++)
        {
            Values[i, lane] = Values[i, source];
            Weights[i, lane] = Weights[i, source];
        }
        UsedPoints[0, lane] = UsedPoints[0, source];
        _scales[lane] = _scales[source];
        _offsets[lane] = _offsets[source];
    }

    /// <summary>Takes the weight of a point away.</summary>
    public void Exclude(int point, int lane)
    {
        Weights[point, lane] = 0;
        UsedPoints[0, lane]--;
        _leftOut[lane]++;
    }

    /// <summary>Puts what a count should have been in its place; it counts as not measured.</summary>
    public void Replace(int point, int lane, double expected)
    {
        Values[point, lane] = expected;
        UsedPoints[0, lane]--;
        _leftOut[lane]++;
    }

    private void MarkUsable(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas)
    {
        for (int i = 0; i < Points; i++)
            _usable[i] = double.IsFinite(values[i]) && (sigmas.IsEmpty || (sigmas[i] > 0 && double.IsFinite(sigmas[i])));
    }

    private int TakeOutDropOuts(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas)
    {
        int takenOut = 0;
        if (!sigmas.IsEmpty && !values.Contains(0))
            return takenOut;
        double noise = PointNoise(values);
        for (int i = 0; i < Points; i++)
            if (_usable[i] && (IsDropOut(values, i, noise) || (sigmas.IsEmpty && IsSpike(values, i, noise))))
            {
                _usable[i] = false;
                takenOut++;
            }
        return takenOut;
    }

    // An exact zero where its neighbours lie far from zero.
    private static bool IsDropOut(ReadOnlySpan<double> values, int i, double noise) =>
        values[i] == 0 && Math.Abs(NeighbourMean(values, i)) > DropOutSigmas * noise;

    // A point far from its four nearest neighbours, which lie close together: no line that the grid resolves looks like this.
    private static bool IsSpike(ReadOnlySpan<double> values, int i, double noise)
    {
        if (i < 2 || i + 2 >= values.Length)
            return false;
        double a = values[i - 2], b = values[i - 1], c = values[i + 1], d = values[i + 2];
        double distance = Math.Abs(values[i] - 0.25 * (a + b + c + d));
        double spread = Math.Max(Math.Max(a, b), Math.Max(c, d)) - Math.Min(Math.Min(a, b), Math.Min(c, d));
        return distance > SpikeSigmas * noise && spread < SpikeSpread * distance;
    }

    // Robust noise of one point from second differences of the points that are not zero: their variance is 1.5 of a point's.
    private double PointNoise(ReadOnlySpan<double> values)
    {
        int count = 0;
        for (int i = 1; i + 1 < Points; i++)
            if (values[i - 1] != 0 && values[i] != 0 && values[i + 1] != 0)
            {
                double difference = Math.Abs(values[i] - 0.5 * (values[i - 1] + values[i + 1]));
                if (double.IsFinite(difference))
                    _differences[count++] = difference;
            }
        if (count == 0)
            return 0;
        Array.Sort(_differences, 0, count);
        return 1.4826 * _differences[count / 2] / Math.Sqrt(1.5);
    }

    private static double NeighbourMean(ReadOnlySpan<double> values, int i)
    {
        int left = i - 1, right = i + 1;
        while (left >= 0 && (values[left] == 0 || !double.IsFinite(values[left])))
            left--;
        while (right < values.Length && (values[right] == 0 || !double.IsFinite(values[right])))
            right++;
        if (left < 0 || right >= values.Length)
            return left >= 0 ? values[left] : right < values.Length ? values[right] : 0;
        return 0.5 * (values[left] + values[right]);
    }
}
