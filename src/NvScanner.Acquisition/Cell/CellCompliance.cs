using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Cell;

/// <summary>Puts the limits of the cell into the potentiostat itself, where they hold also when this program is dead, and believes them only when they are read back.</summary>
internal static class CellCompliance
{
    // devices round to the steps of their converters
    private const double Rounding = 1e-3;

    /// <summary>Sets the compliance; returns when the device has confirmed it. Throws <see cref="InstrumentException"/> when the device would allow more.</summary>
    public static async ValueTask SetAsync(RunContext run, IPotentiostat potentiostat, CellLimits limits)
    {
        var (guard, command) = (run.Guard, run.Settings.Deadlines.Command);
        await guard.Watch(potentiostat.Id, "set compliance", command).Run(potentiostat.SetComplianceAsync(limits, run.Operations));
        var inForce = await guard.Watch(potentiostat.Id, "read compliance", command).Run(potentiostat.ReadComplianceAsync(run.Operations));
        Confirm(potentiostat.Id, limits.Voltage, inForce.Voltage);
        Confirm(potentiostat.Id, limits.Current, inForce.Current);
    }

    private static void Confirm<T>(InstrumentId id, QuantityRange<T> asked, QuantityRange<T> inForce) where T : struct, IQuantity<T>
    {
        var slack = Rounding * (asked.Maximum.Si - asked.Minimum.Si);
        // written so that a limit that is no number is not believed either
        if (inForce.Minimum.Si >= asked.Minimum.Si - slack && inForce.Maximum.Si <= asked.Maximum.Si + slack)
            return;
        throw new InstrumentException(id,
            $"its own {T.QuantityName} compliance reads {inForce} after {asked} was set: nothing is switched on; look at its range, or set limits.cell to what it can keep");
    }
}
