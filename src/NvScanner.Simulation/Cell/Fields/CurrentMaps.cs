using NvScanner.Physics;
using NvScanner.Simulation.Cell.Currents;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>What a current distribution does: the field above it, and the sheet current of the whole block at every place.</summary>
internal sealed class CurrentMaps
{
    private readonly Microstructure _structure;
    private readonly FieldMaps _field;
    private readonly float[] _drivenX, _drivenY, _restingX, _restingY;

    public CurrentMaps(Microstructure structure, BlockGrid grid, CurrentDistribution currents)
    {
        (_structure, Resistance) = (structure, currents.Resistance);
        var (x, y) = (currents.PerNominalX.ToArray(), currents.PerNominalY.ToArray());
        (_drivenX, _drivenY) = (SheetOf(x), SheetOf(y));
        var driven = SourceSpectrum.OfCurrent(grid, x, y);
        if (!currents.FlowsAtRest)
        {
            (_restingX, _restingY) = (new float[_drivenX.Length], new float[_drivenX.Length]);
            _field = FieldMaps.OfCurrents(grid, driven, null);
            return;
        }
        (x, y) = (currents.AtRest.X.ToArray(), currents.AtRest.Y.ToArray());
        (_restingX, _restingY) = (SheetOf(x), SheetOf(y));
        _field = FieldMaps.OfCurrents(grid, driven, SourceSpectrum.OfCurrent(grid, x, y));
    }

    /// <summary>What the driven current meets.</summary>
    public BlockResistance Resistance { get; }

    /// <summary>Field in T at a nominal current density in A/m², without that of the mean density.</summary>
    public Vector3d FieldAt(Vector3d position, double nominal) => _field.CurrentFieldAt(position, nominal);

    /// <summary>Integral of the density over the block's depth in A/m, in a column of voxels.</summary>
    public Vector3d SheetCurrentAt(int place, double nominal) =>
        new(_drivenX[place] * nominal + _restingX[place], _drivenY[place] * nominal + _restingY[place], 0);

    private float[] SheetOf(double[] densities)
    {
        var places = _structure.Rows * _structure.Columns;
        var sheet = new double[places];
        for (var layer = 0; layer < _structure.Layers; layer++)
        {
            var thickness = _structure.LayerBoundariesMetres[layer] - _structure.LayerBoundariesMetres[layer + 1];
            for (var place = 0; place < places; place++) sheet[place] += thickness * densities[layer * places + place];
        }
        return Array.ConvertAll(sheet, value => (float)value);
    }
}
