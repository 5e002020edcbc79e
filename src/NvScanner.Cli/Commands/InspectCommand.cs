using System.CommandLine;
using NvScanner.Cli.Inspection;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner inspect`: what is in a run file, finished or still being written.</summary>
internal static class InspectCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "Run file; it may still be written." };
        var format = CommonOptions.Format();
        var command = new Command("inspect", "Says what is in a run file: state, valid pixels, figures, maps, events.") { path, format };
        command.SetAction((parsed, _) => CommandGuard.RunAsync(context, () =>
        {
            using var file = RunFile.Open(parsed.GetRequiredValue(path));
            if (parsed.GetRequiredValue(format) == CommonOptions.Json)
                InspectOutput.WriteJson(context.Terminal.Output, file);
            else
                InspectOutput.WriteTables(context.Terminal.People, file);
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }
}
