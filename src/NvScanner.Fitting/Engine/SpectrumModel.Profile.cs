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
    public override void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives, int stride)
    {
        ParameterLayout layout = Layout;
        EvaluateBaseline(parameters, first, count, values, derivatives, stride);
        if (TProfile.HasMixing)
            new Span<TLanes>(derivatives + layout.Mixing * stride, count).Clear();
        if (layout.EqualWidths)
            new Span<TLanes>(derivatives + layout.Width(0) * stride, count).Clear();
        TLanes mixing = TProfile.HasMixing ? parameters[layout.Mixing] : default;
        fixed (double* positions = &Grid.Positions[first])
        fixed (double* offsets = Offsets)
            for (int line = 0; line < layout.Lines; line++)
            {
                TLanes* width = derivatives + layout.Width(line) * stride;
                if (!layout.EqualWidths)
                    new Span<TLanes>(width, count).Clear();
                EvaluateLine(
                    parameters[layout.Centre(line)], parameters[layout.Width(line)], parameters[layout.Depth(line)], mixing,
                    positions, count, offsets, Offsets.Length, values,
                    derivatives + layout.Centre(line) * stride, derivatives + layout.Depth(line) * stride, width,
                    derivatives + layout.Mixing * stride);
            }
    }

    public override void AddLine(TLanes centre, TLanes width, TLanes depth, TLanes mixing, TLanes* values)
    {
        fixed (double* positions = Grid.Positions)
            foreach (double offset in Offsets)
                AddComponent(centre + TLanes.All(offset), TLanes.All(2) / width, depth, mixing, positions, Grid.Count, values);
    }

    private void EvaluateBaseline(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives, int stride)
    {
        int terms = Layout.BaselineTerms;
        for (int i = 0; i < count; i++)
        {
            double t = Grid.Positions[first + i] / Grid.HalfSpan;
            derivatives[i] = TLanes.All(1);
            TLanes value = parameters[0];
            if (terms > 1)
            {
                derivatives[stride + i] = TLanes.All(t);
                value = TLanes.MultiplyAdd(parameters[1], TLanes.All(t), value);
            }
            if (terms > 2)
            {
                derivatives[2 * stride + i] = TLanes.All(t * t);
                value = TLanes.MultiplyAdd(parameters[2], TLanes.All(t * t), value);
            }
            values[i] = value;
        }
    }

    // With g = 2 / width and u = g (x - centre - offset), summed over the components:
    // d mu/d depth = -P,  d mu/d centre = depth g P',  d mu/d ln(width) = depth u P',  d mu/d mixing = -depth dP/d mixing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EvaluateLine(
        TLanes centre, TLanes width, TLanes depth, TLanes mixing, double* positions, int count, double* offsets, int components,
        TLanes* values, TLanes* byCentre, TLanes* byDepth, TLanes* byWidth, TLanes* byMixing)
    {
        TLanes gain = TLanes.All(2) / width;
        TLanes depthGain = depth * gain;
        for (int i = 0; i < count; i++)
        {
            TLanes distance = TLanes.All(positions[i]) - centre;
            TLanes sum = default, slopes = default, stretched = default, mixed = default;
            for (int component = 0; component < components; component++)
            {
                TLanes u = (distance - TLanes.All(offsets[component])) * gain;
                TProfile.Evaluate(u, mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope);
                sum += value;
                slopes += slope;
                stretched = TLanes.MultiplyAdd(u, slope, stretched);
                if (TProfile.HasMixing)
                    mixed += mixingSlope;
            }
            values[i] = TLanes.MultiplyAdd(-depth, sum, values[i]);
            byDepth[i] = -sum;
            byCentre[i] = depthGain * slopes;
            byWidth[i] = TLanes.MultiplyAdd(depth, stretched, byWidth[i]);
            if (TProfile.HasMixing)
                byMixing[i] = TLanes.MultiplyAdd(-depth, mixed, byMixing[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddComponent(
        TLanes centre, TLanes gain, TLanes depth, TLanes mixing, double* positions, int count, TLanes* values)
    {
        for (int i = 0; i < count; i++)
        {
            TProfile.Evaluate((TLanes.All(positions[i]) - centre) * gain, mixing, out TLanes value, out _, out _);
            values[i] = TLanes.MultiplyAdd(depth, value, values[i]);
        }
    }
}
