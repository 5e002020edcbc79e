namespace NvScanner.Cli;

/// <summary>The user asked for something that cannot be done; the message names the place, the cause and the remedy.</summary>
internal sealed class BadInputException(string message, Exception? cause = null) : Exception(message, cause);
