using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// A sample of which only the electronic path conducts: a resistor. Nothing reacts, so that there is no voltage without a current, no charge is stored and the
/// lithium contents stay what they are. Its resistance is asked for when a current first flows.
/// </summary>
internal sealed class ElectronicPath(CellDesign design, Lazy<double> ohmSquareMetre) : IParticleCell
{
    private DummyCell? _resistor;

    public double AreaSquareMetres => design.AreaSquareMetres;

    private DummyCell Resistor => _resistor ??= new DummyCell(0, ohmSquareMetre.Value / design.AreaSquareMetres);

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds)
    {
        if (_resistor is not null || drive is not CellDrive.Rest) Resistor.Apply(drive, compliance, timeSeconds);
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds)
    {
        if (_resistor is not null || amplitudeAmperes != 0) Resistor.Modulate(amplitudeAmperes, frequencyHz, timeSeconds);
    }

    public CellReading ReadAt(double timeSeconds)
    {
        var charge = design.StateOfCharge(design.LithiumContentAtStart);
        return _resistor is null ? new CellReading(0, 0, charge, 0) : _resistor.ReadAt(timeSeconds) with { StateOfCharge = charge };
    }

    public CellSine SineAt(double timeSeconds) => _resistor?.SineAt(timeSeconds) ?? default;

    public void CopyLithiumContents(double timeSeconds, Span<double> contents) => contents.Fill(design.LithiumContentAtStart);
}
