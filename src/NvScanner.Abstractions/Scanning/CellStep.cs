using NvScanner.Abstractions.Instruments;

namespace NvScanner.Abstractions.Scanning;

/// <summary>One step of a cell programme: a drive and what ends it.</summary>
/// <param name="Number">Number in the plan in reading order, from 1; the steps of a repeat are counted once.</param>
/// <param name="Drive">What is applied to the cell.</param>
/// <param name="Until">What ends the step.</param>
public sealed record CellStep(int Number, CellDrive Drive, CellStepEnd Until) : CellProgramItem
{
    /// <summary>Path of the step in the plan, for messages.</summary>
    public string Field { get; init; } = "cell.program";

    /// <summary>Sine on the constant current, or null.</summary>
    public CellModulation? Modulation { get; init; }

    /// <inheritdoc />
    public override string ToString() => Drive switch
    {
        CellDrive.ConstantCurrent { Current: var current } => $"{Number} cc {current}{(Modulation is null ? "" : $" and {Modulation}")} until {Until}",
        CellDrive.ConstantVoltage { Voltage: var voltage } => $"{Number} cv {voltage} until {Until}",
        _ => $"{Number} rest {Until}",
    };
}
