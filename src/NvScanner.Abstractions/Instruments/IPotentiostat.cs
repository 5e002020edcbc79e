namespace NvScanner.Abstractions.Instruments;

/// <summary>The instrument that charges, discharges and rests the cell.</summary>
public interface IPotentiostat : IInstrument, ISafeable
{
    /// <summary>Ranges of device and profile; valid once connected.</summary>
    CellLimits Limits { get; }

    /// <summary>Sets the device's own compliance; returns when it is in force. Must be narrower than <see cref="Limits"/>.</summary>
    ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken);

    /// <summary>Reads the compliance in force back from the device itself; returns with it. What the device rounds differs by its rounding.</summary>
    ValueTask<CellLimits> ReadComplianceAsync(CancellationToken cancellationToken);

    /// <summary>Applies rest, constant current or constant voltage; returns when the output is valid.</summary>
    ValueTask ApplyAsync(CellDrive drive, CancellationToken cancellationToken);

    /// <summary>Reads voltage and current; returns with the reading.</summary>
    ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken);
}
