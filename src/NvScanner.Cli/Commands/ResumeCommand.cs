using System.CommandLine;
using NvScanner.Cli.Running;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner resume`: goes on with an unfinished run.</summary>
internal static class ResumeCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "Run file of a run that was stopped, tripped, failed, or whose program was killed." };
        var profile = new Option<string?>("--profile") { Description = "Hardware profile in the place of the one in the file; tip, antenna and simulated world must be the same.", HelpName = "FILE" };
        var acknowledge = new Option<bool>("--acknowledge-trip") { Description = "You have seen why a limit ended the run, or what could not be made safe, and have cleared it." };
        var headless = new Option<bool>("--headless") { Description = "As for run." };
        var command = new Command("resume", "Goes on with an unfinished run at its next pixel, in the same file.") { path, profile, acknowledge, headless };
        command.SetAction((parsed, stop) => CommandGuard.RunAsync(context, () =>
        {
            var order = new ResumeOrder(parsed.GetRequiredValue(path), parsed.GetValue(profile), parsed.GetValue(acknowledge), parsed.GetValue(headless));
            if (ResumedRun.From(order, context) is { } prepared)
                return RunExecution.RunAsync(context, prepared, order.Headless, stop);
            context.Terminal.Say($"{order.Path}: the run is complete, nothing is left to do");
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }
}
