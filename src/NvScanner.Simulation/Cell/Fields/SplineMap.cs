using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// Eight channels of a plane as cubic B-splines (Unser, IEEE Signal Process. Mag. 16(6), 22 (1999)), periodic in both directions: the coefficients of one
/// sample stand side by side, so that a value and its gradient are sums of sixteen vectors.
/// </summary>
internal sealed class SplineMap(int columns, int rows, double pitchMetres)
{
    /// <summary>Values per sample.</summary>
    public const int Channels = 8;

    private readonly float[] _coefficients = new float[columns * rows * Channels];

    public int Columns => columns;

    public int Rows => rows;

    /// <summary>Coefficients [column, channel] of a row; sample (0, 0) stands at x = y = 0.</summary>
    public Span<float> RowOf(int row) => _coefficients.AsSpan(row * columns * Channels, columns * Channels);

    /// <summary>What a wave with so much phase from sample to sample must be divided by for its spline to pass through the samples.</summary>
    public static double Response(double phasePerSample) => (2 + Math.Cos(phasePerSample)) / 3;

    /// <summary>All channels and their derivatives along x and y at a place in m.</summary>
    public void Evaluate(double x, double y, out Vector256<float> value, out Vector256<float> alongX, out Vector256<float> alongY)
    {
        Span<float> weightsX = stackalloc float[4], slopesX = stackalloc float[4], weightsY = stackalloc float[4], slopesY = stackalloc float[4];
        var column = Prepare(x / pitchMetres, weightsX, slopesX);
        var row = Prepare(y / pitchMetres, weightsY, slopesY);
        Span<int> places = stackalloc int[4];
        for (var i = 0; i < 4; i++) places[i] = Wrap(column - 1 + i, columns);

        (value, alongX, alongY) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var samples = MemoryMarshal.Cast<float, Vector256<float>>(_coefficients);
        for (var j = 0; j < 4; j++)
        {
            var line = Wrap(row - 1 + j, rows) * columns;
            Vector256<float> lineValue = Vector256<float>.Zero, lineSlope = Vector256<float>.Zero;
            for (var i = 0; i < 4; i++)
            {
                var sample = samples[line + places[i]];
                lineValue += sample * weightsX[i];
                lineSlope += sample * slopesX[i];
            }
            value += lineValue * weightsY[j];
            alongX += lineSlope * weightsY[j];
            alongY += lineValue * slopesY[j];
        }
        var perMetre = (float)(1 / pitchMetres);
        alongX *= perMetre;
        alongY *= perMetre;
    }

    private static int Prepare(double place, Span<float> weights, Span<float> slopes)
    {
        var floor = Math.Floor(place);
        var t = place - floor;
        var s = 1 - t;
        weights[0] = (float)(s * s * s / 6);
        weights[1] = (float)((3 * t * t * t - 6 * t * t + 4) / 6);
        weights[2] = (float)((3 * s * s * s - 6 * s * s + 4) / 6);
        weights[3] = (float)(t * t * t / 6);
        slopes[0] = (float)(-0.5 * s * s);
        slopes[1] = (float)(0.5 * t * (3 * t - 4));
        slopes[2] = (float)(-0.5 * s * (3 * s - 4));
        slopes[3] = (float)(0.5 * t * t);
        return (int)floor;
    }

    private static int Wrap(int index, int period) => (index % period + period) % period;
}
