using NvScanner.Physics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Fields;

namespace NvScanner.Simulation.Samples;

/// <summary>The polished cross-section of a cell at work: its microstructure, what its particles hold, and the field above it.</summary>
internal sealed class BatterySample : ISample
{
    private readonly Microstructure _structure;
    private readonly ObservedCell _cell;
    private readonly CellField _field;
    private readonly TipTrace _trace;
    private readonly HotSpot? _hotSpot;

    /// <summary>A microstructure with a cell that knows its particles, and the field at the cell's first contents.</summary>
    public BatterySample(Microstructure structure, IParticleCell cell, CellField field, HotSpot? hotSpot = null)
    {
        (_structure, _field, _hotSpot) = (structure, field, hotSpot);
        _cell = new ObservedCell(cell, structure.Particles.Count, field.Observe);
        _trace = new TipTrace(structure.HeightsMetres, structure.Columns, structure.Rows, structure.PitchMetres);
    }

    public ISimulatedCell Cell => _cell;

    public double HeightAt(double x, double y) => _trace.At(x, y);

    public Vector3d FieldAt(Vector3d position, in SampleConditions conditions)
    {
        var state = _cell.StateAt(conditions.TimeSeconds);
        var amperes = MeanAmperesAt(conditions.TimeSeconds);
        return _field.FieldAt(position, conditions.BiasTesla, state, amperes, amperes / _cell.AreaSquareMetres);
    }

    public Vector3d SineFieldAt(Vector3d position, in SampleConditions conditions)
    {
        var amplitude = _cell.SineAt(conditions.TimeSeconds).AmplitudeAmperes;
        return amplitude == 0 ? Vector3d.Zero
            : _field.FieldOfCurrentAt(position, _cell.StateAt(conditions.TimeSeconds), amplitude, amplitude / _cell.AreaSquareMetres);
    }

    public double LithiumContentAt(double x, double y, in SampleConditions conditions)
    {
        if (!IsInside(x, out var column)) return double.NaN;
        var particle = _structure.ParticleIndices[RowOf(y) * _structure.Columns + column];
        return particle == Microstructure.NoParticle ? double.NaN : _cell.StateAt(conditions.TimeSeconds)[particle];
    }

    public Vector3d SheetCurrentAt(double x, double y, in SampleConditions conditions)
    {
        if (!IsInside(x, out var column)) return Vector3d.Zero;
        var state = _cell.StateAt(conditions.TimeSeconds);
        return _field.SheetCurrentAt(column, RowOf(y), state, MeanAmperesAt(conditions.TimeSeconds) / _cell.AreaSquareMetres);
    }

    public double TemperatureRiseAt(double x, double y, in SampleConditions conditions)
    {
        if (_hotSpot is null) return 0;
        var (mean, amplitude) = (MeanAmperesAt(conditions.TimeSeconds), _cell.SineAt(conditions.TimeSeconds).AmplitudeAmperes);
        return _hotSpot.RiseAt(x, y, Math.Sqrt(mean * mean + 0.5 * amplitude * amplitude)); // the heat of a sine is that of its mean square
    }

    private double MeanAmperesAt(double timeSeconds) => _cell.ReadAt(timeSeconds).CurrentAmperes - _cell.SineAt(timeSeconds).Amperes;

    private bool IsInside(double x, out int column)
    {
        column = (int)Math.Floor(x / _structure.PitchMetres);
        return column >= 0 && column < _structure.Columns;
    }

    private int RowOf(double y)
    {
        var row = (int)Math.Floor(y / _structure.PitchMetres) % _structure.Rows;
        return row < 0 ? row + _structure.Rows : row;
    }
}
