using NvScanner.Abstractions.Runs;

namespace NvScanner.Cli.Running;

/// <summary>A run ended by an error; state and cause decide the exit code.</summary>
internal sealed class RunFailedException(RunState state, string reason, Exception cause) : Exception(reason, cause)
{
    /// <summary>State in which the run ended; Aborted when nothing was measured.</summary>
    public RunState State { get; } = state;
}
