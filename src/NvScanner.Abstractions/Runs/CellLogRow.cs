namespace NvScanner.Abstractions.Runs;

/// <summary>One row of the cell's log: /entry/electrochemistry. A positive current charges.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="PotentialVolts">phi(positive) - phi(negative).</param>
/// <param name="CurrentAmperes">Cell current.</param>
/// <param name="ChargeCoulombs">Integral of the measured current since the run's start, by the trapezoidal rule.</param>
/// <param name="StateOfCharge">State of charge, NaN when it is not determined.</param>
/// <param name="TemperatureKelvin">Temperature of the cell, NaN without a thermometer.</param>
/// <param name="Step">Number of the step in the plan; 0 at open circuit before and after the programme.</param>
/// <param name="Cycle">Cycle of the programme, from 1.</param>
public sealed record CellLogRow(
    double TimeSeconds, double PotentialVolts, double CurrentAmperes, double ChargeCoulombs, double StateOfCharge, double TemperatureKelvin, int Step, int Cycle)
    : RunDocument(TimeSeconds);
