using System.CommandLine;
using NvScanner.Cli.Pictures;
using NvScanner.Cli.Running;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner run` and `nvscanner simulate`.</summary>
internal static class RunCommandLine
{
    private const string DefaultPreset = "test-strip";

    private static string PlansFolder => Path.Combine(AppContext.BaseDirectory, "hardware-profiles", "plans");

    /// <summary>Builds `run`.</summary>
    public static Command BuildRun(CommandContext context)
    {
        var plan = new Argument<string>("PLAN") { Description = "Scan plan, a YAML file." };
        var profile = new Option<string?>("--profile") { Description = "Hardware profile; without it the one that the plan names.", HelpName = "FILE" };
        var headless = new Option<bool>("--headless") { Description = "No live view: prints 'state WORD' and 'acknowledged N' lines on standard error." };
        var shared = new SharedOptions();
        var command = shared.AddTo(new Command("run", "Runs a scan plan to its end. Ctrl-C stops it: the rig is made safe and the file is complete. p pauses it and lets it go on (Ctrl-Z or SIGTSTP, and SIGCONT, likewise).") { plan, profile, headless });
        command.SetAction((parsed, stop) => CommandGuard.RunAsync(context, () => RunExecution.RunAsync(
            context,
            shared.Read(parsed, parsed.GetRequiredValue(plan)) with { ProfilePath = parsed.GetValue(profile), Headless = parsed.GetValue(headless) },
            stop)));
        return command;
    }

    /// <summary>Builds `simulate`.</summary>
    public static Command BuildSimulate(CommandContext context)
    {
        var preset = new Option<string>("--preset") { Description = $"Shipped plan: {string.Join(", ", Presets())}.", HelpName = "NAME", DefaultValueFactory = _ => DefaultPreset };
        var headless = new Option<bool>("--headless") { Description = "As for run." };
        var draw = new Option<string?>("--draw") { Description = "Draws the simulated sample as a PNG file, its face and a cut, and runs nothing.", HelpName = "FILE" };
        var shared = new SharedOptions();
        var command = shared.AddTo(new Command("simulate", "Runs a shipped plan on the simulated rig, or draws its sample.") { preset, headless, draw });
        command.SetAction((parsed, stop) => CommandGuard.RunAsync(context, () =>
        {
            var order = shared.Read(parsed, PlanOf(parsed.GetRequiredValue(preset))) with { Headless = parsed.GetValue(headless) };
            return parsed.GetValue(draw) is { } path
                ? Task.FromResult(SampleDrawing.Draw(context, order, path))
                : RunExecution.RunAsync(context, order, stop);
        }));
        return command;
    }

    private static IEnumerable<string> Presets() => Directory.Exists(PlansFolder)
        ? Directory.EnumerateFiles(PlansFolder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)
        : [];

    private static string PlanOf(string preset) => Presets().Contains(preset, StringComparer.Ordinal)
        ? Path.Combine(PlansFolder, preset + ".yaml")
        : throw new BadInputException($"--preset: there is no shipped plan '{preset}'; allowed: {string.Join(", ", Presets())}. Plans of your own: nvscanner run PLAN");

    private sealed class SharedOptions
    {
        private readonly Option<string?> _output = CommonOptions.Output("The run file; without it a name in ./runs/ made from time and sample.", "FILE");
        private readonly Option<string[]> _set = CommonOptions.Set();
        private readonly Option<bool> _overwrite = new("--overwrite")
        {
            Description = "Replaces an output that is a run file; it is kept as FILE.previous until the new run has its first pixels, and comes back when there are none.",
        };
        private readonly Option<bool> _realTime = new("--real-time") { Description = "A simulated rig takes the time that a real one would." };

        public Command AddTo(Command command)
        {
            command.Add(_output);
            command.Add(_set);
            command.Add(_overwrite);
            command.Add(_realTime);
            return command;
        }

        public RunOrder Read(ParseResult parsed, string planPath) => new()
        {
            PlanPath = planPath,
            OutputPath = parsed.GetValue(_output),
            Settings = parsed.GetRequiredValue(_set),
            Overwrite = parsed.GetValue(_overwrite),
            RealTime = parsed.GetValue(_realTime),
        };
    }
}
