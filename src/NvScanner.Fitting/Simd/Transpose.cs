using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NvScanner.Fitting.Simd;

/// <summary>Turns rows of counts, one per spectrum, into vectors of floats, one per point.</summary>
internal static unsafe class Transpose<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Tile = 4;

    /// <summary>Row-major [spectrum, point] to [point] with a spectrum per lane; lanes without a spectrum repeat the last one, counts from 2^31 on become negative.</summary>
    public static void Load(ReadOnlySpan<uint> counts, int spectra, int points, TSingles* target)
    {
        fixed (uint* rows = counts)
            for (int lane = 0; lane < TSingles.Count; lane += Tile)
                LoadFour(
                    rows + (long)Math.Min(lane, spectra - 1) * points, rows + (long)Math.Min(lane + 1, spectra - 1) * points,
                    rows + (long)Math.Min(lane + 2, spectra - 1) * points, rows + (long)Math.Min(lane + 3, spectra - 1) * points,
                    points, (float*)target + lane);
    }

    /// <summary>Copies one lane of `points` vectors into another lane of others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CopyLane(TSingles* source, int sourceLane, TSingles* target, int targetLane, int points)
    {
        float* from = (float*)source + sourceLane, to = (float*)target + targetLane;
        for (; points >= Tile; points -= Tile, from += Tile * TSingles.Count, to += Tile * TSingles.Count)
        {
            to[0] = from[0];
            to[TSingles.Count] = from[TSingles.Count];
            to[2 * TSingles.Count] = from[2 * TSingles.Count];
            to[3 * TSingles.Count] = from[3 * TSingles.Count];
        }
        for (; points > 0; points--, from += TSingles.Count, to += TSingles.Count)
            *to = *from;
    }

    // Tiles of four spectra by four points are turned in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadFour(uint* row0, uint* row1, uint* row2, uint* row3, int points, float* target)
    {
        int stride = TSingles.Count, i = 0;
        for (; Sse.IsSupported && i + Tile <= points; i += Tile, target += Tile * stride)
        {
            Vector128<float> a = Vector128.ConvertToSingle(Vector128.Load((int*)row0 + i)), b = Vector128.ConvertToSingle(Vector128.Load((int*)row1 + i));
            Vector128<float> c = Vector128.ConvertToSingle(Vector128.Load((int*)row2 + i)), d = Vector128.ConvertToSingle(Vector128.Load((int*)row3 + i));
            Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d), highAb = Sse.UnpackHigh(a, b), highCd = Sse.UnpackHigh(c, d);
            Sse.MoveLowToHigh(lowAb, lowCd).Store(target);
            Sse.MoveHighToLow(lowCd, lowAb).Store(target + stride);
            Sse.MoveLowToHigh(highAb, highCd).Store(target + 2 * stride);
            Sse.MoveHighToLow(highCd, highAb).Store(target + 3 * stride);
        }
        for (; i < points; i++, target += stride)
        {
            target[0] = (int)row0[i];
            target[1] = (int)row1[i];
            target[2] = (int)row2[i];
            target[3] = (int)row3[i];
        }
    }
}
