using System.Globalization;

namespace NvScanner.Physics.Magnetostatics;

/// <summary>Horizontal layers of a sample whose surface is the plane z = 0; thicknesses may differ and gaps are allowed.</summary>
public sealed class LayerStack
{
    private readonly double[] _tops;
    private readonly double[] _thicknesses;

    /// <summary>
    /// Layers by the z of their top faces (m, at most 0) and their thicknesses (m, above 0), in any order; throws ArgumentException that names
    /// the layer when one sticks out of the sample, has no thickness or overlaps another.
    /// </summary>
    public LayerStack(ReadOnlySpan<double> topsMetres, ReadOnlySpan<double> thicknessesMetres)
    {
        if (topsMetres.Length != thicknessesMetres.Length || topsMetres.IsEmpty)
            throw new ArgumentException($"A stack needs one thickness for each top face and at least one layer; it has {topsMetres.Length} tops and {thicknessesMetres.Length} thicknesses.");
        for (var layer = 0; layer < topsMetres.Length; layer++)
        {
            if (!(topsMetres[layer] <= 0) || double.IsInfinity(topsMetres[layer]))
                throw new ArgumentException(Say($"layer {layer} has its top at z = {topsMetres[layer]} m, above the sample's surface; the surface is z = 0 and depths are negative"));
            if (!(thicknessesMetres[layer] > 0) || double.IsInfinity(thicknessesMetres[layer]))
                throw new ArgumentException(Say($"layer {layer} has a thickness of {thicknessesMetres[layer]} m; it must be positive"));
        }
        (_tops, _thicknesses) = (topsMetres.ToArray(), thicknessesMetres.ToArray());
        var downwards = Enumerable.Range(0, Count).OrderByDescending(layer => _tops[layer]).ToArray();
        for (var i = 1; i < Count; i++)
        {
            int upper = downwards[i - 1], lower = downwards[i];
            // sums of thicknesses round: a billionth of a layer is no overlap
            if (_tops[lower] - BottomMetres(upper) > 1e-9 * _thicknesses[upper])
                throw new ArgumentException(Say($"layers {upper} and {lower} overlap: {upper} reaches down to z = {BottomMetres(upper)} m, {lower} begins at {_tops[lower]} m; matter cannot fill a place twice"));
        }
    }

    /// <summary>Number of layers.</summary>
    public int Count => _tops.Length;

    /// <summary>Layers one under the other from the surface down, by their thicknesses in m.</summary>
    public static LayerStack FromSurface(params ReadOnlySpan<double> thicknessesMetres)
    {
        var tops = new double[thicknessesMetres.Length];
        for (var layer = 1; layer < tops.Length; layer++) tops[layer] = tops[layer - 1] - thicknessesMetres[layer - 1];
        return new LayerStack(tops, thicknessesMetres);
    }

    /// <summary>z of a layer's top face in m.</summary>
    public double TopMetres(int layer) => _tops[layer];

    /// <summary>z of a layer's bottom face in m.</summary>
    public double BottomMetres(int layer) => _tops[layer] - _thicknesses[layer];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
