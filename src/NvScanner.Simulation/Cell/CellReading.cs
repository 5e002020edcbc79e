namespace NvScanner.Simulation.Cell;

/// <summary>The cell at one time, without the noise of an instrument.</summary>
/// <param name="PotentialVolts">phi(positive) - phi(negative).</param>
/// <param name="CurrentAmperes">Current, positive charges.</param>
/// <param name="StateOfCharge">(x_0 - x) / (x_0 - x_100) of the mean lithium content, NaN for a cell that has none.</param>
/// <param name="TemperatureRiseKelvin">How much warmer the cell is than its surroundings.</param>
internal readonly record struct CellReading(double PotentialVolts, double CurrentAmperes, double StateOfCharge, double TemperatureRiseKelvin);
