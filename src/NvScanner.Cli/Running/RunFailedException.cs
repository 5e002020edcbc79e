namespace NvScanner.Cli.Running;

/// <summary>A run ended by an error; its cause decides the exit code.</summary>
internal sealed class RunFailedException(bool beforeStart, string reason, Exception cause) : Exception(reason, cause)
{
    /// <summary>Whether it failed before any instrument was touched.</summary>
    public bool BeforeStart { get; } = beforeStart;
}
