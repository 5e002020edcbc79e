using System.CommandLine;
using NvScanner.Cli.Commands;

namespace NvScanner.Cli;

/// <summary>The command `nvscanner`: its subcommands, and what happens to arguments that make no sense.</summary>
internal static class Application
{
    // longer than the slowest instrument may take to become safe
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(2);

    /// <summary>Runs the program; returns its exit code when everything it began has ended.</summary>
    public static async Task<int> RunAsync(string[] arguments, CommandContext context)
    {
        var parsed = BuildRoot(context).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                context.Terminal.Say($"error: {error.Message}");
            context.Terminal.Say($"See: {CommandPath(parsed.CommandResult)} --help");
            return ExitCodes.BadInput;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = context.Terminal.Output,
            Error = context.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopDeadline,
        });
    }

    private static RootCommand BuildRoot(CommandContext context) => new("Controls a scanning NV magnetometer, or a simulated one, and evaluates what it measured.")
    {
        RunCommandLine.BuildSimulate(context),
        RunCommandLine.BuildRun(context),
        ResumeCommand.Build(context),
        FitCommand.Build(context),
        InspectCommand.Build(context),
        ReportCommand.Build(context),
        ExportCommand.Build(context),
        ProfileCommand.Build(context),
        EmulateCommand.Build(context),
    };

    private static string CommandPath(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{CommandPath(parent)} {result.Command.Name}" : "nvscanner";
}
