using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;

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
            context.Terminal.Say($"error: {error.Message}");
            if (code == ExitCodes.Other)
                context.Terminal.Say($"The log has the whole story: {context.LogDirectory}");
            return code;
        }
    }

    private static int CodeOf(Exception error) => error switch
    {
        BadInputException => ExitCodes.BadInput,
        OperationCanceledException => ExitCodes.Stopped,
        InstrumentException or RigConnectionException => ExitCodes.Hardware,
        MissingCapabilityException => ExitCodes.BadInput,
        _ => ExitCodes.Other,
    };
}
