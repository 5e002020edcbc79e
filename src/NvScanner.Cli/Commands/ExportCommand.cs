using System.CommandLine;
using NvScanner.Reporting.Exports;
using NvScanner.Reporting.Runs;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner export`: maps for Gwyddion, spreadsheets and slides.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal)
    {
        ["gsf"] = ExportFormat.Gsf,
        ["csv"] = ExportFormat.Csv,
        ["png"] = ExportFormat.Png,
    };

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "Run file." };
        var to = new Option<string>("--to") { Description = "gsf for Gwyddion, csv for spreadsheets, png for slides (with 16-bit grey values beside each picture).", Required = true };
        to.AcceptOnlyFromAmong([.. Formats.Keys]);
        var maps = new Option<string[]>("--map") { Description = "Map to be exported, for example B_parallel; may be given several times. Without it all.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var output = CommonOptions.OutputFolder();
        var overwrite = CommonOptions.Overwrite();
        var command = new Command("export", "Writes maps for other programs.") { path, to, maps, output, overwrite };
        command.SetAction((parsed, _) => CommandGuard.RunAsync(context, () =>
        {
            var runFile = parsed.GetRequiredValue(path);
            var names = parsed.GetRequiredValue(maps);
            RequireMaps(runFile, names);
            var files = OutputFiles.Derive(() => MapExport.Write(
                Formats[parsed.GetRequiredValue(to)], runFile, OutputFiles.FolderFor(runFile, parsed.GetValue(output)), names, parsed.GetValue(overwrite)));
            foreach (var file in files)
                context.Terminal.Say(file);
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }

    private static void RequireMaps(string runFile, string[] names)
    {
        using var run = RunFile.Open(runFile);
        var maps = new RunMaps(run);
        if (names.FirstOrDefault(name => !maps.Has(name)) is { } unknown)
            throw new BadInputException($"--map: {runFile} has no map '{unknown}'; it has {string.Join(", ", maps.Names)}");
    }
}
