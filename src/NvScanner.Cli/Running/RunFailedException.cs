namespace NvScanner.Cli.Running;

/// <summary>A run ended by an error; the cause decides the exit code.</summary>
internal sealed class RunFailedException(string reason, Exception cause) : Exception(reason, cause);
