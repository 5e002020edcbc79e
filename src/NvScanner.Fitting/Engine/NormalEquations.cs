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

    /// <summary>
    /// The same where the rows of a line are u P^2, P and P^2 of one Lorentzian: u^2 P = 1 - P leaves seven sums of the nine.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddLorentzian(
        TLanes* rows, int stride, TLanes* weights, TLanes* weightedResiduals, int count, int first, TLanes* information, TLanes* gradient)
    {
        TLanes g0 = default, g1 = default, g2 = default;
        // sums of weight P^k and of weight u P^k
        TLanes even1 = default, even2 = default, even3 = default, even4 = default, odd2 = default, odd3 = default, odd4 = default;
        TLanes* second = rows + stride;
        TLanes* third = second + stride;
        for (int i = 0; i < count; i++)
        {
            TLanes odd = rows[i], value = second[i], square = third[i], weight = weights[i], residual = weightedResiduals[i];
            g0 = TLanes.MultiplyAdd(residual, odd, g0);
            g1 = TLanes.MultiplyAdd(residual, value, g1);
            g2 = TLanes.MultiplyAdd(residual, square, g2);
            TLanes weighted = weight * square;
            even1 = TLanes.MultiplyAdd(weight, value, even1);
            even2 += weighted;
            even3 = TLanes.MultiplyAdd(weighted, value, even3);
            even4 = TLanes.MultiplyAdd(weighted, square, even4);
            weighted = weight * odd;
            odd2 += weighted;
            odd3 = TLanes.MultiplyAdd(weighted, value, odd3);
            odd4 = TLanes.MultiplyAdd(weighted, square, odd4);
        }
        gradient[first] += g0;
        gradient[first + 1] += g1;
        gradient[first + 2] += g2;
        TLanes* row = information + Packed(first);
        row[0] += odd2;
        row[first] += even3 - even4;
        row = information + Packed(first + 1);
        row[0] += even1;
        row[first] += odd3;
        row[first + 1] += even2;
        row = information + Packed(first + 2);
        row[0] += even2;
        row[first] += odd4;
        row[first + 1] += even3;
        row[first + 2] += even4;
    }

    /// <summary>Of a plain layout: gradient += J^T (W r) of one line's rows alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddSlopes(TLanes* rows, int stride, TLanes* weightedResiduals, int count, TLanes* gradient)
    {
        TLanes g0 = gradient[0], g1 = gradient[1], g2 = gradient[2];
        TLanes* second = rows + stride;
        TLanes* third = second + stride;
        for (int i = 0; i < count; i++)
        {
            TLanes residual = weightedResiduals[i];
            g0 = TLanes.MultiplyAdd(residual, rows[i], g0);
            g1 = TLanes.MultiplyAdd(residual, second[i], g1);
            g2 = TLanes.MultiplyAdd(residual, third[i], g2);
        }
        gradient[0] = g0;
        gradient[1] = g1;
        gradient[2] = g2;
    }

    /// <summary>gradient += sum of weighted residuals, for the constant alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddConstantSlope(TLanes* weightedResiduals, int count, TLanes* gradient)
    {
        TLanes slope = *gradient;
        for (int i = 0; i < count; i++)
            slope += weightedResiduals[i];
        *gradient = slope;
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

    /// <summary>Subtracts row `other` from row `row` on both sides of the information.</summary>
    public static void Subtract(int row, int other, int parameters, TLanes* information)
    {
        TLanes* own = information + Packed(row);
        TLanes mixed = own[other];
        for (int b = 0; b < row; b++)
            own[b] -= b <= other ? information[Packed(other) + b] : information[Packed(b) + other];
        own[row] -= mixed + mixed - information[Packed(other) + other];
        for (int a = row + 1; a < parameters; a++)
            information[Packed(a) + row] -= information[Packed(a) + other];
    }

    /// <summary>Multiplies the sums over rows by the factors that make the rows derivatives.</summary>
    public static void Rescale(TLanes* factors, int parameters, TLanes* information)
    {
        for (int a = 0; a < parameters; a++, information += a)
            for (int b = 0; b <= a; b++)
                information[b] *= factors[a] * factors[b];
    }

    /// <summary>
    /// Solves (information with its diagonal raised by a fraction `damping`) step = gradient; parameters with free = 0 stay; scratch has
    /// room for Packed(parameters) + parameters.
    /// </summary>
    public static void Solve(TLanes* information, TLanes* gradient, TLanes* free, TLanes damping, int parameters, TLanes* step, TLanes* scratch)
    {
        Factor(information, free, damping, parameters, scratch);
        Substitute(scratch, gradient, parameters, step);
    }

    /// <summary>The step of another gradient with the factors that the last Solve has left in its scratch.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Substitute(TLanes* factor, TLanes* gradient, int parameters, TLanes* step)
    {
        TLanes* inverses = factor + Packed(parameters);
        TLanes* row = factor;
        for (int a = 0; a < parameters; row += ++a)
        {
            TLanes sum = gradient[a];
            for (int b = 0; b < a; b++)
                sum = TLanes.MultiplyAdd(-row[b], step[b], sum);
            step[a] = sum;
        }
        for (int a = parameters - 1; a >= 0; a--)
        {
            TLanes sum = step[a] * inverses[a];
            for (int b = a + 1; b < parameters; b++)
                sum = TLanes.MultiplyAdd(-factor[Packed(b) + a], step[b], sum);
            step[a] = sum;
        }
    }

    /// <summary>The inverse of the information, packed; rows of parameters with free = 0 are zero; scratch as in Solve.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Invert(TLanes* information, TLanes* free, int parameters, TLanes* covariance, TLanes* scratch)
    {
        TLanes* inverses = scratch + Packed(parameters);
        Factor(information, free, default, parameters, scratch);
        // scratch := L^-1 in place, with the ones of its diagonal in their place, then covariance = L^-T D^-1 L^-1
        for (int b = 0; b < parameters; b++)
        {
            scratch[Packed(b) + b] = TLanes.All(1);
            for (int a = b + 1; a < parameters; a++)
            {
                TLanes sum = default;
                for (int c = b; c < a; c++)
                    sum = TLanes.MultiplyAdd(scratch[Packed(a) + c], scratch[Packed(c) + b], sum);
                scratch[Packed(a) + b] = -sum;
            }
        }
        for (int a = 0; a < parameters; a++)
            for (int b = 0; b <= a; b++)
            {
                TLanes sum = default;
                for (int c = a; c < parameters; c++)
                    sum = TLanes.MultiplyAdd(scratch[Packed(c) + a] * inverses[c], scratch[Packed(c) + b], sum);
                covariance[Packed(a) + b] = sum;
            }
    }

    // information = L D L^T with ones on the diagonal of L, which are not stored; behind it the inverses of D, zero for what is held.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Factor(TLanes* information, TLanes* free, TLanes damping, int parameters, TLanes* factor)
    {
        TLanes* inverses = factor + Packed(parameters);
        TLanes raised = TLanes.All(1) + damping;
        TLanes smallestPivot = TLanes.All(TLanes.IsSingle ? SmallestSinglePivot : SmallestPivot);
        TLanes smallestDiagonal = TLanes.All(TLanes.IsSingle ? SmallestSingleDiagonal : SmallestDiagonal);
        TLanes* row = factor;
        for (int a = 0; a < parameters; row += ++a, information += a)
        {
            TLanes* other = factor;
            for (int b = 0; b < a; other += ++b)
            {
                TLanes sum = information[b];
                for (int c = 0; c < b; c++)
                    sum = TLanes.MultiplyAdd(-row[c], other[c], sum);
                row[b] = sum; // L D so far
            }
            TLanes diagonal = TLanes.Max(information[a], smallestDiagonal);
            TLanes pivot = diagonal * raised;
            for (int b = 0; b < a; b++)
            {
                TLanes scaled = row[b] * inverses[b];
                pivot = TLanes.MultiplyAdd(-row[b], scaled, pivot);
                row[b] = scaled;
            }
            inverses[a] = free[a] * TLanes.Reciprocal(TLanes.Max(pivot, diagonal * smallestPivot));
        }
    }
}
