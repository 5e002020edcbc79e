using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Configuration.Plans;

/// <summary>A step of a cell programme as written, its currents not yet known in amperes: held by <see cref="Current"/>, then by <see cref="Voltage"/>, or at rest.</summary>
/// <param name="Kind">Its key: rest, cc, cv or cccv.</param>
/// <param name="Current">Current, or null.</param>
/// <param name="Voltage">Voltage, or null.</param>
/// <param name="Until">Its end; the current in it may be a rate too.</param>
internal sealed record WrittenStep(string Kind, WrittenCurrent? Current, Voltage? Voltage, WrittenEnd Until)
{
    /// <summary>Sine on the current, or null.</summary>
    public CellModulation? Modulation { get; init; }

    /// <summary>The steps that it stands for, one or, for cccv, two; <paramref name="refuse"/> is told, by the field below the step, of a rate without a capacity.</summary>
    public IEnumerable<CellStep> Resolve(int firstNumber, string field, Charge? capacity, Action<string, string> refuse)
    {
        var current = Amperes(Current, Current?.Rate is null ? "current" : "rate");
        var until = new CellStepEnd
        {
            Time = Until.Time,
            Voltage = Until.Voltage,
            Current = Amperes(Until.Current, "until.current"),
            Charge = Until.Charge,
        };
        var number = firstNumber;
        if (Current is not null)
            yield return Step(new CellDrive.ConstantCurrent(current ?? default), Voltage is { } target ? new CellStepEnd { Voltage = target } : until);
        if (Voltage is { } voltage)
            yield return Step(new CellDrive.ConstantVoltage(voltage), until);
        if (Current is null && Voltage is null)
            yield return Step(new CellDrive.Rest(), until);

        CellStep Step(CellDrive drive, CellStepEnd end) => new(number++, drive, end) { Field = $"{field}.{Kind}", Modulation = Modulation };

        Current? Amperes(WrittenCurrent? written, string key)
        {
            if (written is null)
                return null;
            if (written.In(capacity) is { } known)
                return known;
            refuse($"{field}.{Kind}.{key}", "is a C-rate, which needs cell.capacity; write the capacity, or the current in A");
            return null;
        }
    }
}

/// <summary>The end of a step as written.</summary>
/// <param name="Time">Duration, or null.</param>
/// <param name="Voltage">Voltage, or null.</param>
/// <param name="Current">Current, or null.</param>
/// <param name="Charge">Charge, or null.</param>
internal sealed record WrittenEnd(TimeSpan? Time, Voltage? Voltage, WrittenCurrent? Current, Charge? Charge);

/// <summary>An item of a cell programme as written: a step, or several with the number of their repetitions.</summary>
/// <param name="Times">Repetitions; null for a step that stands alone.</param>
/// <param name="Steps">Steps.</param>
internal sealed record WrittenItem(int? Times, IReadOnlyList<WrittenStep> Steps);
