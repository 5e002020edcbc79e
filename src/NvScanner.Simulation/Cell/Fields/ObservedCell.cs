using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// A cell whose state, the lithium content of every particle and behind them how far a dendrite has come (<see cref="IParticleCell.DendriteAt"/>), is noted at every whole second of the rig's clock, before it goes on: so they are the same whoever asks for what when.
/// </summary>
internal sealed class ObservedCell : ISimulatedCell
{
    private readonly IParticleCell _cell;
    private readonly double[] _state;
    private readonly Action<ReadOnlySpan<double>> _observer;
    private double _next = 1;

    public ObservedCell(IParticleCell cell, int particles, Action<ReadOnlySpan<double>> observer) =>
        (_cell, _state, _observer) = (cell, new double[particles + 1], observer);

    public double AreaSquareMetres => _cell.AreaSquareMetres;

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        _cell.Apply(drive, compliance, timeSeconds);
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        _cell.Modulate(amplitudeAmperes, frequencyHz, timeSeconds);
    }

    public CellReading ReadAt(double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        return _cell.ReadAt(timeSeconds);
    }

    public CellSine SineAt(double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        return _cell.SineAt(timeSeconds);
    }

    public IReadOnlyList<CellEvent> EventsUntil(double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        return _cell.EventsUntil(timeSeconds);
    }

    /// <summary>Lithium content of every particle and, behind them, the dendrite at a time; valid until the next call.</summary>
    public ReadOnlySpan<double> StateAt(double timeSeconds)
    {
        ObserveUntil(timeSeconds);
        Take(timeSeconds);
        return _state;
    }

    private void ObserveUntil(double timeSeconds)
    {
        for (; _next <= timeSeconds; _next++)
        {
            Take(_next);
            _observer(_state);
        }
    }

    private void Take(double timeSeconds)
    {
        _cell.CopyLithiumContents(timeSeconds, _state.AsSpan(0, _state.Length - 1));
        _state[^1] = _cell.DendriteAt(timeSeconds);
    }
}
