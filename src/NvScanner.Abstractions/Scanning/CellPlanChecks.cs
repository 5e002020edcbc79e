using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>Checks a cell programme against the limits of the run, without instruments.</summary>
public static class CellPlanChecks
{
    /// <summary>Set-points and ends outside limits.cell, and that there are no such limits; empty when the programme may be driven.</summary>
    public static IEnumerable<PlanProblem> Problems(CellPlan cell, LimitsPlan limits)
    {
        if (limits.Cell is not { } allowed)
        {
            yield return new PlanProblem("cell", "needs limits.cell with voltage and current: they become the potentiostat's own compliance before anything is driven");
            yield break;
        }

        foreach (var step in cell.Steps)
        {
            if (step.Drive is CellDrive.ConstantCurrent { Current: var current } && !allowed.Current.Contains(current))
                yield return Outside(step.Field, current, "current", allowed.Current);
            else if (step is { Drive: CellDrive.ConstantCurrent { Current: var mean }, Modulation.Amplitude: var amplitude } && !(allowed.Current.Contains(new(mean.Amperes - amplitude.Amperes)) && allowed.Current.Contains(new(mean.Amperes + amplitude.Amperes))))
                yield return new PlanProblem($"{step.Field}.ac.amplitude", $"{Quantity.Format(amplitude)} (peak) about {Quantity.Format(mean)} is outside limits.cell.current, {allowed.Current}");
            if (step.Drive is CellDrive.ConstantVoltage { Voltage: var voltage } && !allowed.Voltage.Contains(voltage))
                yield return Outside(step.Field, voltage, "voltage", allowed.Voltage);
            if (step.Until.Voltage is { } end && !allowed.Voltage.Contains(end))
                yield return Outside($"{step.Field}.until.voltage", end, "voltage", allowed.Voltage);
        }
    }

    private static PlanProblem Outside<T>(string field, T value, string name, QuantityRange<T> allowed) where T : struct, IQuantity<T> =>
        new(field, $"{name} {Quantity.Format(value)} is outside limits.cell.{name}, {allowed}");
}
