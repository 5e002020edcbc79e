using System.Runtime.CompilerServices;
using NvScanner.Fitting.Profiles;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>The model for one line profile; the hot loops call nothing, so that the compiler keeps them in registers.</summary>
internal sealed unsafe class SpectrumModel<TLanes, TProfile>(ParameterLayout layout, FitModel name, FrequencyGrid grid)
    : SpectrumModel<TLanes>(layout, name, grid)
    where TLanes : unmanaged, ILanes<TLanes>
    where TProfile : struct, ILineProfile
{
    private readonly LaneBuffer<TLanes> _rows = new(4 * Chunk);
    private readonly LaneNumbers<TLanes> _noOffset = new([0]);

    public override void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives)
    {
        ParameterLayout layout = Layout;
        EvaluateBaseline(parameters, first, count, values, derivatives);
        new Span<TLanes>(derivatives + layout.BaselineTerms * Chunk, (layout.Count - layout.BaselineTerms) * Chunk).Clear();
        TLanes* rows = _rows.Pointer;
        for (int line = 0; line < layout.Lines; line++)
        {
            TLanes centre = parameters[layout.Centre(line)];
            if (!layout.HasSpacing)
            {
                EvaluateLine(
                    centre, parameters[layout.Width(line)], parameters[layout.Depth(line)], layout.HasMixing ? parameters[layout.Mixing] : default,
                    Positions.Pointer, first, count, LaneOffsets.Pointer, Offsets.Length, null, values, rows);
                AddRows(parameters, line, count, derivatives, default);
            }
            else
                foreach (double offset in Offsets)
                {
                    TLanes place = TLanes.All(offset / NominalSpacing);
                    EvaluateLine(
                        TLanes.MultiplyAdd(place, parameters[layout.Spacing], centre), parameters[layout.Width(line)], parameters[layout.Depth(line)],
                        layout.HasMixing ? parameters[layout.Mixing] : default,
                        Positions.Pointer, first, count, _noOffset.Pointer, 1, null, values, rows);
                    AddRows(parameters, line, count, derivatives, place);
                }
        }
    }

    public override void EvaluateRows(TLanes* parameters, int first, int count, TLanes* values, TLanes* rows)
    {
        if (Layout.Lines == 0)
            new Span<TLanes>(values, count).Fill(parameters[0]);
        for (int line = 0; line < Layout.Lines; line++)
            if (IsSingleLorentzian)
                EvaluateLorentzian(
                    parameters[Layout.Centre(line)], parameters[Layout.Width(line)], parameters[Layout.Depth(line)], Positions.Pointer,
                    first, count, line == 0 ? parameters : null, values, rows + Layout.Centre(line) * Chunk);
            else
                EvaluateLine(
                    parameters[Layout.Centre(line)], parameters[Layout.Width(line)], parameters[Layout.Depth(line)], default,
                    Positions.Pointer, first, count, LaneOffsets.Pointer, Offsets.Length, line == 0 ? parameters : null, values,
                    rows + Layout.Centre(line) * Chunk);
    }

    public override void AddLine(TLanes centre, TLanes width, TLanes depth, TLanes mixing, TLanes* values)
    {
        foreach (double offset in Offsets)
            AddComponent(centre + TLanes.All(offset), TLanes.All(2) / width, depth, mixing, Positions.Pointer, Grid.Count, values);
    }

    // The rows of a line, or of one component `place` spacings off its centre, times what makes them derivatives.
    private void AddRows(TLanes* parameters, int line, int count, TLanes* derivatives, TLanes place)
    {
        ParameterLayout layout = Layout;
        TLanes* rows = _rows.Pointer;
        TLanes depth = parameters[layout.Depth(line)], slope = TLanes.All(2) / parameters[layout.Width(line)] * depth;
        AddMultiple(rows, slope, count, derivatives + layout.Centre(line) * Chunk);
        AddMultiple(rows + Chunk, TLanes.All(-1), count, derivatives + layout.Depth(line) * Chunk);
        AddMultiple(rows + 2 * Chunk, depth, count, derivatives + layout.Width(line) * Chunk);
        if (layout.HasMixing)
            AddMultiple(rows + 3 * Chunk, -depth, count, derivatives + layout.Mixing * Chunk);
        if (layout.HasSpacing)
            AddMultiple(rows, place * slope, count, derivatives + layout.Spacing * Chunk);
    }

    private void EvaluateBaseline(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives)
    {
        int terms = Layout.BaselineTerms;
        for (int i = 0; i < count; i++)
        {
            double t = Grid.Positions[first + i] / Grid.HalfSpan;
            derivatives[i] = TLanes.All(1);
            TLanes value = parameters[0];
            if (terms > 1)
            {
                derivatives[Chunk + i] = TLanes.All(t);
                value = TLanes.MultiplyAdd(parameters[1], TLanes.All(t), value);
            }
            if (terms > 2)
            {
                derivatives[2 * Chunk + i] = TLanes.All(t * t);
                value = TLanes.MultiplyAdd(parameters[2], TLanes.All(t * t), value);
            }
            values[i] = value;
        }
    }

    // With g = 2 / width and u = g (x - centre - offset), summed over the components:
    // d mu/d depth = -P,  d mu/d centre = depth g P',  d mu/d ln(width) = depth u P',  d mu/d mixing = -depth dP/d mixing,
    // and with offset = place * spacing of one component d mu/d spacing = place depth g P'.
    // Takes depth P from the baseline or, where that is null, from the values; the rows are P', P, u P' and dP/d mixing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EvaluateLine(
        TLanes centre, TLanes width, TLanes depth, TLanes mixing, void* positions, int first, int count, void* offsets, int components,
        TLanes* baseline, TLanes* values, TLanes* rows)
    {
        TLanes start = baseline == null ? default : *baseline;
        TLanes gain = TLanes.All(2) / width, minusDepth = -depth;
        TLanes firstCentre = centre + TLanes.Spread(offsets, 0);
        for (int i = 0; i < count; i++)
        {
            TLanes position = TLanes.Spread(positions, first + i);
            TLanes u = (position - firstCentre) * gain;
            TProfile.Evaluate(u, mixing, out TLanes sum, out TLanes slopes, out TLanes mixed);
            TLanes stretched = u * slopes;
            for (int component = 1; component < components; component++)
            {
                u = (position - centre - TLanes.Spread(offsets, component)) * gain;
                TProfile.Evaluate(u, mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope);
                sum += value;
                slopes += slope;
                stretched = TLanes.MultiplyAdd(u, slope, stretched);
                if (TProfile.HasMixing)
                    mixed += mixingSlope;
            }
            values[i] = TLanes.MultiplyAdd(minusDepth, sum, baseline == null ? values[i] : start);
            rows[i] = slopes;
            rows[i + Chunk] = sum;
            rows[i + 2 * Chunk] = stretched;
            if (TProfile.HasMixing)
                rows[i + 3 * Chunk] = mixed;
        }
    }

    // The same of one Lorentzian; the rows are u P^2, P and P^2.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EvaluateLorentzian(
        TLanes centre, TLanes width, TLanes depth, void* positions, int first, int count, TLanes* baseline, TLanes* values, TLanes* rows)
    {
        TLanes start = baseline == null ? default : *baseline;
        TLanes gain = TLanes.All(2) / width, minusDepth = -depth, one = TLanes.All(1);
        for (int i = 0; i < count; i++)
        {
            TLanes u = (TLanes.Spread(positions, first + i) - centre) * gain;
            TLanes value = TLanes.Reciprocal(TLanes.MultiplyAdd(u, u, one)), square = value * value;
            values[i] = TLanes.MultiplyAdd(minusDepth, value, baseline == null ? values[i] : start);
            rows[i] = u * square;
            rows[i + Chunk] = value;
            rows[i + 2 * Chunk] = square;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddMultiple(TLanes* row, TLanes factor, int count, TLanes* target)
    {
        for (int i = 0; i < count; i++)
            target[i] = TLanes.MultiplyAdd(factor, row[i], target[i]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddComponent(
        TLanes centre, TLanes gain, TLanes depth, TLanes mixing, void* positions, int count, TLanes* values)
    {
        for (int i = 0; i < count; i++)
        {
            TProfile.Evaluate((TLanes.Spread(positions, i) - centre) * gain, mixing, out TLanes value, out _, out _);
            values[i] = TLanes.MultiplyAdd(depth, value, values[i]);
        }
    }
}
