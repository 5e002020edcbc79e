using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Cli.Running;
using NvScanner.Configuration;
using NvScanner.Fitting.Spectra;
using NvScanner.Storage;

namespace NvScanner.Cli.Commands;

/// <summary>Turns what went wrong in a command into a line or a few for people, an exit code, and the whole of it into the log.</summary>
internal static class CommandGuard
{
    /// <summary>Runs a command's body; returns its exit code when it ended or failed, and never throws.</summary>
    public static async Task<int> RunAsync(CommandContext context, Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (Exception error)
        {
            var code = CodeOf(error);
            context.Logging.CreateLogger("NvScanner.Cli").LogError(error, "Ended with exit code {ExitCode}", code);
            foreach (var line in LinesOf(error))
                context.Terminal.Say($"error: {line}");
            if (code == ExitCodes.Other)
                context.Terminal.Say($"The log has the whole story: {context.LogDirectory}");
            return code;
        }
    }

    private static IEnumerable<string> LinesOf(Exception error) => error switch
    {
        // the file's own sentence is complete
        RunFailedException { BeforeStart: true, InnerException: RunFileException file } => [file.Message],
        ConfigurationException configuration => configuration.Problems.Select(p => p.ToString()),
        RunFailedException when !error.Message.Contains(error.InnerException!.Message, StringComparison.Ordinal) => [error.Message, error.InnerException.Message],
        OperationCanceledException => ["stopped before anything was measured"],
        _ => [error.Message],
    };

    private static int CodeOf(Exception error) => error switch
    {
        BadInputException or ConfigurationException or SpectrumFormatException or RunFileException => ExitCodes.BadInput,
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => ExitCodes.BadInput,
        OperationCanceledException => ExitCodes.Stopped,
        InstrumentException or RigConnectionException => ExitCodes.Hardware,
        MissingCapabilityException => ExitCodes.BadInput,
        // a disk that fills up in mid-run is nobody's bad input; an output that cannot be made is
        RunFailedException { BeforeStart: false, InnerException: RunFileException } => ExitCodes.Other,
        RunFailedException failed => CodeOf(failed.InnerException!),
        _ => ExitCodes.Other,
    };
}
