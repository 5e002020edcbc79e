using System.CommandLine;
using NvScanner.Reporting;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner report`: one HTML page of a run.</summary>
internal static class ReportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "Run file." };
        var output = CommonOptions.OutputFolder();
        var overwrite = CommonOptions.Overwrite();
        var command = new Command("report", "Writes one self-contained HTML page: maps, spectra, health, provenance.") { path, output, overwrite };
        command.SetAction((parsed, _) => CommandGuard.RunAsync(context, () =>
        {
            var runFile = parsed.GetRequiredValue(path);
            context.Terminal.Say(OutputFiles.Derive(() => RunReport.Write(runFile, OutputFiles.FolderFor(runFile, parsed.GetValue(output)), parsed.GetValue(overwrite))));
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }
}
