using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Fields;

namespace NvScanner.Simulation.Tests.Cell.Fields;

/// <summary>A cell whose contents and current are functions of time that a test writes down.</summary>
internal sealed class ScriptedCell(Func<double, int, double> contentOfParticle, Func<double, double> amperes) : IParticleCell
{
    private double _latest = double.NegativeInfinity;

    public double AreaSquareMetres => 1e-4;

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds) => Forward(timeSeconds);

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds) => Forward(timeSeconds);

    public CellReading ReadAt(double timeSeconds)
    {
        Forward(timeSeconds);
        return new CellReading(4, amperes(timeSeconds), 0, 0);
    }

    public void CopyLithiumContents(double timeSeconds, Span<double> contents)
    {
        Forward(timeSeconds);
        for (var p = 0; p < contents.Length; p++) contents[p] = contentOfParticle(timeSeconds, p);
    }

    private void Forward(double timeSeconds)
    {
        if (timeSeconds < _latest) Assert.Fail($"asked for {timeSeconds} s after {_latest} s");
        _latest = timeSeconds;
    }
}
