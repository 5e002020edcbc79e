using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NvScanner.Fitting.Simd;

/// <summary>Turns rows of counts, one per spectrum, into vectors of floats, one per point.</summary>
internal static unsafe class Transpose<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Tile = 4;

    /// <summary>Row-major [spectrum, point] to [point] with a spectrum per lane; lanes without a spectrum repeat the last one.</summary>
    public static void Load(ReadOnlySpan<uint> counts, int spectra, int points, TSingles* target)
    {
        fixed (uint* rows = counts)
            for (int lane = 0; lane < TSingles.Count; lane += Tile)
                LoadFour(
                    rows + (long)Math.Min(lane, spectra - 1) * points, rows + (long)Math.Min(lane + 1, spectra - 1) * points,
                    rows + (long)Math.Min(lane + 2, spectra - 1) * points, rows + (long)Math.Min(lane + 3, spectra - 1) * points,
                    points, (float*)target + lane);
    }

    // Tiles of four spectra by four points are turned in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadFour(uint* row0, uint* row1, uint* row2, uint* row3, int points, float* target)
    {
        int stride = TSingles.Count, i = 0;
        for (; Sse.IsSupported && i + Tile <= points; i += Tile, target += Tile * stride)
        {
            Vector128<float> a = Vector128.ConvertToSingle(Vector128.Load(row0 + i)), b = Vector128.ConvertToSingle(Vector128.Load(row1 + i));
            Vector128<float> c = Vector128.ConvertToSingle(Vector128.Load(row2 + i)), d = Vector128.ConvertToSingle(Vector128.Load(row3 + i));
            Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d), highAb = Sse.UnpackHigh(a, b), highCd = Sse.UnpackHigh(c, d);
            Sse.MoveLowToHigh(lowAb, lowCd).Store(target);
            Sse.MoveHighToLow(lowCd, lowAb).Store(target + stride);
            Sse.MoveLowToHigh(highAb, highCd).Store(target + 2 * stride);
            Sse.MoveHighToLow(highCd, highAb).Store(target + 3 * stride);
        }
        for (; i < points; i++, target += stride)
        {
            target[0] = row0[i];
            target[1] = row1[i];
            target[2] = row2[i];
            target[3] = row3[i];
        }
    }
}
