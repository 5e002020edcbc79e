namespace NvScanner.Acquisition.Cell;

/// <summary>The cell at a pixel; NaN where it is not known.</summary>
/// <param name="PotentialVolts">Voltage.</param>
/// <param name="CurrentAmperes">Current, positive charges.</param>
/// <param name="StateOfCharge">State of charge.</param>
/// <param name="Cycle">Cycle of the programme.</param>
internal readonly record struct CellStamp(double PotentialVolts, double CurrentAmperes, double StateOfCharge, double Cycle)
{
    /// <summary>Nothing is known.</summary>
    public static CellStamp Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
