using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>The most frequent model, two single Lorentzians on a constant, in one loop from the parameters to weighted residuals.</summary>
internal static unsafe class LorentzianPair<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Chunk = SpectrumModel<TLanes>.Chunk;

    /// <summary>
    /// Rows u P^2, P, P^2 of both lines, weights 1 / mu and residuals (n - mu) / mu; chiSquared += sum of (n - mu)^2 / mu. Parameters are
    /// baseline, centre, depth, width, centre, depth, width.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(
        TLanes* parameters, void* positions, int first, int count, TLanes* counts, TLanes floor, TLanes* rows, TLanes* weights,
        TLanes* weightedResiduals, ref TLanes chiSquared)
    {
        TLanes baseline = parameters[0], depthA = -parameters[2], depthB = -parameters[5], one = TLanes.All(1);
        TLanes gainA = TLanes.All(2) / parameters[3], gainB = TLanes.All(2) / parameters[6];
        TLanes shiftA = -(parameters[1] * gainA), shiftB = -(parameters[4] * gainB);
        TLanes sum = chiSquared;
        for (int i = 0; i < count; i++)
        {
            TLanes position = TLanes.Spread(positions, first + i);
            TLanes a = TLanes.MultiplyAdd(position, gainA, shiftA), b = TLanes.MultiplyAdd(position, gainB, shiftB);
            TLanes valueA = TLanes.Reciprocal(TLanes.MultiplyAdd(a, a, one)), valueB = TLanes.Reciprocal(TLanes.MultiplyAdd(b, b, one));
            TLanes mean = TLanes.Max(TLanes.MultiplyAdd(depthA, valueA, TLanes.MultiplyAdd(depthB, valueB, baseline)), floor);
            TLanes weight = TLanes.Reciprocal(mean), residual = counts[i] - mean, weighted = residual * weight;
            TLanes squareA = valueA * valueA, squareB = valueB * valueB;
            rows[Chunk + i] = a * squareA;
            rows[2 * Chunk + i] = valueA;
            rows[3 * Chunk + i] = squareA;
            rows[4 * Chunk + i] = b * squareB;
            rows[5 * Chunk + i] = valueB;
            rows[6 * Chunk + i] = squareB;
            weights[i] = weight;
            weightedResiduals[i] = weighted;
            sum = TLanes.MultiplyAdd(weighted, residual, sum);
        }
        chiSquared = sum;
    }
}
