using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition;
using NvScanner.Cli.Terminal;
using Spectre.Console;

namespace NvScanner.Cli.Running;

/// <summary>Shows a run while it lasts: a live line for a person, plain lines for pipes, counts for programs.</summary>
internal static class RunView
{
    /// <summary>Runs with the view that fits who watches; returns what the run returns.</summary>
    public static async Task<RunOutcome> WatchAsync(TerminalOutput terminal, bool headless, Func<IProgress<RunProgress>, Task<RunOutcome>> run)
    {
        if (headless || !terminal.IsInteractive)
            return await run(headless ? new AcknowledgementLines(terminal.Error) : new ProgressLines(terminal.Error));

        RunOutcome? outcome = null;
        await terminal.People.Live(new Text("preparing ...")).StartAsync(async live =>
            outcome = await run(new Reporter(progress => live.UpdateTarget(new Text(RunProgressText.Of(progress) + Hint(terminal, progress.State))))));
        return outcome!;
    }

    private static string Hint(TerminalOutput terminal, RunState state) => (terminal.ReadKey, state) switch
    {
        (null, _) => "",
        (_, RunState.Paused) => "  [p: go on]",
        (_, RunState.Running) => "  [p: pause]",
        _ => "",
    };

    private sealed class Reporter(Action<RunProgress> show) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => show(value);
    }
}
