using System.CommandLine;

namespace NvScanner.Cli.Commands;

/// <summary>Options that several commands share, so that they read the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary>The word of --format for machines.</summary>
    public const string Json = "json";

    /// <summary>--format table|json.</summary>
    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "table for people, on standard error; json for programs, alone on standard output.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", Json);
        return format;
    }

    /// <summary>--overwrite.</summary>
    public static Option<bool> Overwrite() => new("--overwrite") { Description = "Replaces an output that exists." };

    /// <summary>--out DIR of what is made from a run file.</summary>
    public static Option<string?> OutputFolder() => Output("Folder for the result; without it the run file's own.", "DIR");

    /// <summary>--out FILE or DIR: a path that is not empty.</summary>
    public static Option<string?> Output(string description, string helpName)
    {
        var output = new Option<string?>("--out") { Description = description, HelpName = helpName };
        output.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path && string.IsNullOrWhiteSpace(path))
                result.AddError("--out: the path is empty; name a file or a folder, or leave --out away");
        });
        return output;
    }

    /// <summary>--set path=value, several times.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Changes one key of the plan, for example --set 'scan.pixels=[32, 32]', or of the profile's sections, for example --set simulation.seed=7; may be given several times.",
        HelpName = "path=value",
        DefaultValueFactory = _ => [],
    };
}
