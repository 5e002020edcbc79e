namespace NvScanner.Abstractions.Instruments;

/// <summary>An instrument that can be brought into its safe state: output off, emission off, cell off, tip retracted; a bias field is held, never ramped.</summary>
public interface ISafeable
{
    /// <summary>Makes the instrument safe: idempotent, callable in any state and beside any other call. The token is this call's own deadline, never the run's. Returns when the safe state has been read back.</summary>
    ValueTask MakeSafeAsync(CancellationToken deadline);
}
