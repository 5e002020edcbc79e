namespace NvScanner.Abstractions.Runs;

/// <summary>The table of run states: every allowed step, and no other.</summary>
public static class RunTransitions
{
    private static readonly Dictionary<(RunState, RunCommand), RunState> Table = Build();

    /// <summary>Every allowed step.</summary>
    public static IReadOnlyDictionary<(RunState From, RunCommand Command), RunState> All => Table;

    /// <summary>The state after a command; throws <see cref="InvalidOperationException"/> naming state, command and what is allowed.</summary>
    public static RunState Next(RunState state, RunCommand command) =>
        Table.TryGetValue((state, command), out var next)
            ? next
            : throw new InvalidOperationException($"A run that is {state} cannot {command}; allowed: {string.Join(", ", Table.Keys.Where(k => k.Item1 == state).Select(k => k.Item2))}.");

    /// <summary>Whether the run has ended.</summary>
    public static bool IsFinal(RunState state) => state is RunState.Completed or RunState.Stopped or RunState.Aborted or RunState.Failed or RunState.Tripped;

    /// <summary>The word of /entry/run_state.</summary>
    public static string Word(RunState state) => state.ToString().ToLowerInvariant();

    private static Dictionary<(RunState, RunCommand), RunState> Build()
    {
        var table = new Dictionary<(RunState, RunCommand), RunState>
        {
            [(RunState.Idle, RunCommand.Prepare)] = RunState.Preparing,
            [(RunState.Preparing, RunCommand.Begin)] = RunState.Running,
            [(RunState.Preparing, RunCommand.Abort)] = RunState.Aborted,
            [(RunState.Running, RunCommand.Pause)] = RunState.Paused,
            [(RunState.Paused, RunCommand.Resume)] = RunState.Running,
            [(RunState.Running, RunCommand.Finish)] = RunState.Finishing,
            [(RunState.Paused, RunCommand.Finish)] = RunState.Finishing,
            [(RunState.Finishing, RunCommand.Complete)] = RunState.Completed,
            [(RunState.Finishing, RunCommand.Stop)] = RunState.Stopped,
        };
        foreach (var active in new[] { RunState.Preparing, RunState.Running, RunState.Paused, RunState.Finishing })
        {
            table[(active, RunCommand.Fail)] = RunState.Failed;
            table[(active, RunCommand.Trip)] = RunState.Tripped;
        }

        foreach (var final in Enum.GetValues<RunState>().Where(IsFinal))
            table[(final, RunCommand.Clear)] = RunState.Idle;
        table[(RunState.Idle, RunCommand.Trip)] = RunState.Tripped;
        foreach (var final in Enum.GetValues<RunState>().Where(s => IsFinal(s) && s != RunState.Tripped))
            table[(final, RunCommand.Trip)] = RunState.Tripped;
        return table;
    }
}
