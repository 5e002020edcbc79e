using System.CommandLine;
using System.Globalization;
using NvScanner.Cli.Spectra;
using NvScanner.Cli.Terminal;
using NvScanner.Fitting;
using NvScanner.Fitting.Spectra;
using NvScanner.Hdf5;
using NvScanner.Storage.Reading;

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
        var output = CommonOptions.Output("Writes the result to this file instead.", "FILE");
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

        // every input is opened before the first is fitted: a mistake in the last one shows at once
        var sources = inputs.Select(input => Open(context, input)).ToArray();
        var spectra = new List<FittedSpectrum>();
        foreach (var source in sources)
        {
            foreach (var spectrum in source(model))
            {
                cancellation.ThrowIfCancellationRequested();
                spectra.Add(spectrum);
            }
        }

        if (output is not null)
            OutputFiles.Write(output, overwrite, writer => Print(writer, TerminalOutput.PlainConsole(writer), spectra, json));
        else
            Print(context.Terminal.Output, context.Terminal.People, spectra, json);
    }

    private static Func<FitModel, IEnumerable<FittedSpectrum>> Open(CommandContext context, string input)
    {
        if (Directory.Exists(input))
            throw new BadInputException($"{input}: is a folder; name the files in it, for example {Path.Combine(input, "*.csv")}");
        if (!File.Exists(input))
            throw new BadInputException($"{input}: there is no such file; check its name and the folder you are in ({Directory.GetCurrentDirectory()})");
        if (!Hdf5File.IsHdf5(input))
        {
            var table = SpectrumCsv.Read(input);
            return model => SpectrumFits.Fit(table, model);
        }
        RunFile.Open(input).Dispose();
        return model => Refit(context, input, model);
    }

    private static IEnumerable<FittedSpectrum> Refit(CommandContext context, string input, FitModel model)
    {
        using var file = RunFile.Open(input);
        var fits = new RunFileFits(file, model, context.Clock);
        foreach (var spectrum in fits.Fit())
            yield return spectrum;
        context.Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{input}: {fits.Spectra} spectra fitted in {fits.FittingTime.TotalSeconds:G3} s ({fits.Threads} threads)"));
    }

    private static void Print(TextWriter writer, Spectre.Console.IAnsiConsole console, List<FittedSpectrum> spectra, bool json)
    {
        if (json)
            FitOutput.WriteJson(writer, spectra);
        else
            FitOutput.WriteTable(console, spectra);
    }
}
