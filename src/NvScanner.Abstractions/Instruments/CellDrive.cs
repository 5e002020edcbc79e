using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>What a potentiostat applies to the cell; V is phi(positive) - phi(negative), a positive current charges.</summary>
public abstract record CellDrive
{
    private CellDrive() { }

    /// <summary>Open circuit.</summary>
    public sealed record Rest : CellDrive;

    /// <summary>Constant current.</summary>
    /// <param name="Current">Set current.</param>
    public sealed record ConstantCurrent(Current Current) : CellDrive;

    /// <summary>Constant voltage.</summary>
    /// <param name="Voltage">Set voltage.</param>
    public sealed record ConstantVoltage(Voltage Voltage) : CellDrive;
}
