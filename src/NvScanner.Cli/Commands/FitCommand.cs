using System.CommandLine;
using NvScanner.Cli.Spectra;
using NvScanner.Cli.Terminal;
using NvScanner.Fitting;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner fit`: fits the spectra of CSV files and run files.</summary>
internal static class FitCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var inputs = new Argument<string[]>("INPUT") { Description = "CSV files of spectra, or run files.", Arity = ArgumentArity.OneOrMore };
        var model = new Option<string>("--model")
        {
            Description = "auto, lorentzianN or gaussianN (N = 1..8), voigt1, voigt2, n14-triplet1, n14-triplet2, n15-doublet1, n15-doublet2, lorentzian-derivativeN (FM lock-in).",
            DefaultValueFactory = _ => FitModel.Auto.Name,
        };
        var format = CommonOptions.Format();
        var output = new Option<string?>("--out") { Description = "Writes the result to this file instead.", HelpName = "FILE" };
        var overwrite = CommonOptions.Overwrite();
        var command = new Command("fit", "Fits measured ODMR spectra.") { inputs, model, format, output, overwrite };
        command.SetAction((parsed, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            Run(context, parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(model), parsed.GetRequiredValue(format) == CommonOptions.Json,
                parsed.GetValue(output), parsed.GetValue(overwrite), cancellation);
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }

    private static void Run(CommandContext context, string[] inputs, string modelName, bool json, string? output, bool overwrite, CancellationToken cancellation)
    {
        if (!FitModel.TryParse(modelName, out var model, out var error))
            throw new BadInputException($"--model: {error}");
        if (output is not null)
            OutputFiles.RequireFree(output, overwrite);

        // every input is read before the first is fitted: a mistake in the last one shows at once
        var tables = inputs.Select(SpectrumCsv.Read).ToArray();
        var spectra = new List<FittedSpectrum>();
        foreach (var table in tables)
        {
            cancellation.ThrowIfCancellationRequested();
            spectra.AddRange(SpectrumFits.Fit(table, model));
        }

        if (output is not null)
            OutputFiles.Write(output, overwrite, writer => Print(writer, TerminalOutput.PlainConsole(writer), spectra, json));
        else
            Print(context.Terminal.Output, context.Terminal.People, spectra, json);
    }

    private static void Print(TextWriter writer, Spectre.Console.IAnsiConsole console, List<FittedSpectrum> spectra, bool json)
    {
        if (json)
            FitOutput.WriteJson(writer, spectra);
        else
            FitOutput.WriteTable(console, spectra);
    }
}
