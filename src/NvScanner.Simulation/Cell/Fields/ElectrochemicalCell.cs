using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>The electrochemistry of a design with the particles of a block and the resistance that a current meets on its way to them.</summary>
internal sealed class ElectrochemicalCell(CellDesign design, IReadOnlyList<CathodeParticle> particles, Lazy<double> seriesOhmSquareMetres) : IParticleCell
{
    private readonly CellElectrochemistry _cell = new(design, particles, seriesOhmSquareMetres: seriesOhmSquareMetres);

    public double AreaSquareMetres => design.AreaSquareMetres;

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds) => _cell.Apply(drive, compliance, timeSeconds);

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds) => _cell.Modulate(amplitudeAmperes, frequencyHz, timeSeconds);

    public CellReading ReadAt(double timeSeconds) => _cell.ReadAt(timeSeconds);

    public CellSine SineAt(double timeSeconds) => _cell.SineAt(timeSeconds);

    public IReadOnlyList<CellEvent> EventsUntil(double timeSeconds) => _cell.EventsUntil(timeSeconds);

    public double DendriteAt(double timeSeconds)
    {
        _cell.ReadAt(timeSeconds);
        return _cell.IsShorted ? IParticleCell.Crossed : _cell.DendriteLengthMetres / design.ElectrolyteThicknessMetres;
    }

    public void CopyLithiumContents(double timeSeconds, Span<double> contents) => _cell.CopyLithiumContents(timeSeconds, contents);
}
