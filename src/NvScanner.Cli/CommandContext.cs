using Microsoft.Extensions.Logging;
using NvScanner.Cli.Terminal;

namespace NvScanner.Cli;

/// <summary>What every command is given: where to write, the log, and the real clock.</summary>
/// <param name="Terminal">Standard output and standard error.</param>
/// <param name="Logging">The log.</param>
/// <param name="LogDirectory">Where the log is, to be named in error messages.</param>
/// <param name="Clock">The real clock.</param>
internal sealed record CommandContext(TerminalOutput Terminal, ILoggerFactory Logging, string LogDirectory, TimeProvider Clock);
