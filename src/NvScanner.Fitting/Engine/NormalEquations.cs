using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Sums, solves and inverts the normal equations of every lane; matrices are packed lower triangles, row after row.</summary>
internal static unsafe class NormalEquations<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double SmallestPivot = 1e-11;
    private const double SmallestDiagonal = 1e-280;
    private const double SmallestSinglePivot = 1e-5;
    private const double SmallestSingleDiagonal = 1e-30;

    public static int Packed(int parameters) => parameters * (parameters + 1) / 2;

    /// <summary>information += J^T W J and gradient += J^T (W r) over `count` points; `row` is scratch of `count`.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Accumulate(
        TLanes* derivatives, int stride, TLanes* weights, TLanes* weightedResiduals, int count, int parameters,
        TLanes* information, TLanes* gradient, TLanes* row)
    {
        for (int a = 0; a < parameters; a++, information += a)
        {
            TLanes* own = derivatives + a * stride;
            TLanes slope = default;
            for (int i = 0; i < count; i++)
            {
                row[i] = own[i] * weights[i];
                slope = TLanes.MultiplyAdd(own[i], weightedResiduals[i], slope);
            }
            gradient[a] += slope;
            int b = 0;
            for (; b + 3 <= a; b += 4)
            {
                TLanes* other = derivatives + b * stride;
                TLanes s0 = default, s1 = default, s2 = default, s3 = default;
                for (int i = 0; i < count; i++)
                {
                    TLanes weighted = row[i];
                    s0 = TLanes.MultiplyAdd(weighted, other[i], s0);
                    s1 = TLanes.MultiplyAdd(weighted, other[stride + i], s1);
                    s2 = TLanes.MultiplyAdd(weighted, other[2 * stride + i], s2);
                    s3 = TLanes.MultiplyAdd(weighted, other[3 * stride + i], s3);
                }
                information[b] += s0;
                information[b + 1] += s1;
                information[b + 2] += s2;
                information[b + 3] += s3;
            }
            for (; b <= a; b++)
            {
                TLanes* other = derivatives + b * stride;
                TLanes sum = default;
                for (int i = 0; i < count; i++)
                    sum = TLanes.MultiplyAdd(row[i], other[i], sum);
                information[b] += sum;
            }
        }
    }

    /// <summary>Of a plain layout: information += sum of weights and gradient += sum of weighted residuals, for the constant alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddConstant(TLanes* weights, TLanes* weightedResiduals, int count, TLanes* information, TLanes* gradient)
    {
        TLanes total = *information, slope = *gradient;
        for (int i = 0; i < count; i++)
        {
            total += weights[i];
            slope += weightedResiduals[i];
        }
        *information = total;
        *gradient = slope;
    }

    /// <summary>
    /// Of a plain layout: the sums of the three rows of the line whose first parameter is `first`, among themselves and with the constant.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddLine(
        TLanes* rows, int stride, TLanes* weights, TLanes* weightedResiduals, int count, int first, TLanes* information, TLanes* gradient)
    {
        TLanes g0 = default, g1 = default, g2 = default, c0 = default, c1 = default, c2 = default;
        TLanes s00 = default, s10 = default, s11 = default, s20 = default, s21 = default, s22 = default;
        TLanes* second = rows + stride;
        TLanes* third = second + stride;
        for (int i = 0; i < count; i++)
        {
            TLanes a = rows[i], b = second[i], c = third[i], weight = weights[i], residual = weightedResiduals[i];
            g0 = TLanes.MultiplyAdd(residual, a, g0);
            g1 = TLanes.MultiplyAdd(residual, b, g1);
            g2 = TLanes.MultiplyAdd(residual, c, g2);
            TLanes weighted = weight * a;
            c0 += weighted;
            s00 = TLanes.MultiplyAdd(weighted, a, s00);
            s10 = TLanes.MultiplyAdd(weighted, b, s10);
            s20 = TLanes.MultiplyAdd(weighted, c, s20);
            weighted = weight * b;
            c1 += weighted;
            s11 = TLanes.MultiplyAdd(weighted, b, s11);
            s21 = TLanes.MultiplyAdd(weighted, c, s21);
            weighted = weight * c;
            c2 += weighted;
            s22 = TLanes.MultiplyAdd(weighted, c, s22);
        }
        gradient[first] += g0;
        gradient[first + 1] += g1;
        gradient[first + 2] += g2;
        TLanes* row = information + Packed(first);
        row[0] += c0;
        row[first] += s00;
        row = information + Packed(first + 1);
        row[0] += c1;
        row[first] += s10;
        row[first + 1] += s11;
        row = information + Packed(first + 2);
        row[0] += c2;
        row[first] += s20;
        row[first + 1] += s21;
        row[first + 2] += s22;
    }

    /// <summary>Of a plain layout: the sums of the rows of one line with those of an earlier one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddPair(
        TLanes* rows, TLanes* earlierRows, int stride, TLanes* weights, int count, int first, int earlier, TLanes* information)
    {
        TLanes s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default, s20 = default, s21 = default, s22 = default;
        for (int i = 0; i < count; i++)
        {
            TLanes weight = weights[i], a = earlierRows[i], b = earlierRows[i + stride], c = earlierRows[i + 2 * stride];
            TLanes weighted = weight * rows[i];
            s00 = TLanes.MultiplyAdd(weighted, a, s00);
            s01 = TLanes.MultiplyAdd(weighted, b, s01);
            s02 = TLanes.MultiplyAdd(weighted, c, s02);
            weighted = weight * rows[i + stride];
            s10 = TLanes.MultiplyAdd(weighted, a, s10);
            s11 = TLanes.MultiplyAdd(weighted, b, s11);
            s12 = TLanes.MultiplyAdd(weighted, c, s12);
            weighted = weight * rows[i + 2 * stride];
            s20 = TLanes.MultiplyAdd(weighted, a, s20);
            s21 = TLanes.MultiplyAdd(weighted, b, s21);
            s22 = TLanes.MultiplyAdd(weighted, c, s22);
        }
        TLanes* row = information + Packed(first) + earlier;
        row[0] += s00;
        row[1] += s01;
        row[2] += s02;
        row = information + Packed(first + 1) + earlier;
        row[0] += s10;
        row[1] += s11;
        row[2] += s12;
        row = information + Packed(first + 2) + earlier;
        row[0] += s20;
        row[1] += s21;
        row[2] += s22;
    }

    /// <summary>Multiplies the sums over rows by the factors that make the rows derivatives.</summary>
    public static void Rescale(TLanes* factors, int parameters, TLanes* information, TLanes* gradient)
    {
        for (int a = 0; a < parameters; a++)
        {
            gradient[a] *= factors[a];
            for (int b = 0; b <= a; b++)
                information[Packed(a) + b] *= factors[a] * factors[b];
        }
    }

    /// <summary>Solves (C + damping) step = gradient with C the information scaled to a unit diagonal; parameters with free = 0 stay; scratch has room for Packed(parameters) + parameters.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Solve(TLanes* information, TLanes* gradient, TLanes* free, TLanes damping, int parameters, TLanes* step, TLanes* scratch)
    {
        TLanes* scales = scratch + Packed(parameters);
        Factor(information, free, damping, parameters, scratch, scales);
        TLanes* row = scratch;
        for (int a = 0; a < parameters; row += ++a)
        {
            TLanes sum = gradient[a] * scales[a];
            for (int b = 0; b < a; b++)
                sum = TLanes.MultiplyAdd(-row[b], step[b], sum);
            step[a] = sum * row[a];
        }
        for (int a = parameters - 1; a >= 0; a--)
        {
            TLanes sum = step[a];
            for (int b = a + 1; b < parameters; b++)
                sum = TLanes.MultiplyAdd(-scratch[Packed(b) + a], step[b], sum);
            step[a] = sum * scratch[Packed(a) + a];
        }
        for (int a = 0; a < parameters; a++)
            step[a] *= scales[a];
    }

    /// <summary>The inverse of the information, packed; rows of parameters with free = 0 are zero; scratch as in Solve.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Invert(TLanes* information, TLanes* free, int parameters, TLanes* covariance, TLanes* scratch)
    {
        TLanes* scales = scratch + Packed(parameters);
        Factor(information, free, default, parameters, scratch, scales);
        // scratch := L^-1 in place (its diagonal already holds reciprocals), then covariance = L^-T L^-1
        for (int b = 0; b < parameters; b++)
            for (int a = b + 1; a < parameters; a++)
            {
                TLanes sum = default;
                for (int c = b; c < a; c++)
                    sum = TLanes.MultiplyAdd(scratch[Packed(a) + c], scratch[Packed(c) + b], sum);
                scratch[Packed(a) + b] = -sum * scratch[Packed(a) + a];
            }
        for (int a = 0; a < parameters; a++)
            for (int b = 0; b <= a; b++)
            {
                TLanes sum = default;
                for (int c = a; c < parameters; c++)
                    sum = TLanes.MultiplyAdd(scratch[Packed(c) + a], scratch[Packed(c) + b], sum);
                covariance[Packed(a) + b] = sum * scales[a] * scales[b];
            }
    }

    // Cholesky factor of the scaled matrix; its diagonal is stored as reciprocals.
    private static void Factor(TLanes* information, TLanes* free, TLanes damping, int parameters, TLanes* factor, TLanes* scales)
    {
        TLanes one = TLanes.All(1);
        for (int a = 0; a < parameters; a++)
            scales[a] = free[a] / TLanes.Sqrt(TLanes.Max(information[Packed(a) + a], TLanes.All(TLanes.IsSingle ? SmallestSingleDiagonal : SmallestDiagonal)));
        for (int a = 0; a < parameters; a++)
        {
            TLanes* row = factor + Packed(a);
            for (int b = 0; b < a; b++)
            {
                TLanes* other = factor + Packed(b);
                TLanes sum = information[Packed(a) + b] * scales[a] * scales[b];
                for (int c = 0; c < b; c++)
                    sum = TLanes.MultiplyAdd(-row[c], other[c], sum);
                row[b] = sum * other[b];
            }
            TLanes pivot = one + damping;
            for (int c = 0; c < a; c++)
                pivot = TLanes.MultiplyAdd(-row[c], row[c], pivot);
            row[a] = one / TLanes.Sqrt(TLanes.Max(pivot, TLanes.All(TLanes.IsSingle ? SmallestSinglePivot : SmallestPivot)));
        }
    }
}
