using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Runs;
using static NvScanner.Abstractions.Runs.RunCommand;
using static NvScanner.Abstractions.Runs.RunState;

namespace NvScanner.Abstractions.Tests.Runs;

public class RunTransitionsTests
{
    private static readonly Arbitrary<RunCommand[]> Sequences = Gen.Elements(Enum.GetValues<RunCommand>()).ArrayOf(40).ToArbitrary();

    [Fact]
    public void The_table_is_the_picture_of_the_architecture()
    {
        // Idle -> Preparing -> Running <-> Paused -> Finishing -> ends; an end goes back to Idle only when it is cleared
        var arrows = RunTransitions.All.Where(t => t.Value is not (Failed or Tripped)).Select(t => (t.Key.From, t.Value)).Distinct().ToHashSet();
        Assert.Equal(
            new HashSet<(RunState, RunState)>
            {
                (Idle, Preparing), (Preparing, Running), (Preparing, Aborted), (Running, Paused), (Paused, Running), (Running, Finishing), (Paused, Finishing),
                (Finishing, Completed), (Finishing, Stopped),
                (Completed, Idle), (Stopped, Idle), (Aborted, Idle), (Failed, Idle), (Tripped, Idle),
            },
            arrows);
    }

    [Fact]
    public void A_trip_is_possible_from_every_other_state() =>
        Assert.All(Enum.GetValues<RunState>().Where(s => s != Tripped), state => Assert.Equal(Tripped, RunTransitions.Next(state, Trip)));

    [Fact]
    public void A_trip_is_left_only_by_clearing_it() =>
        Assert.Equal([Clear], RunTransitions.All.Keys.Where(k => k.From == Tripped).Select(k => k.Command));

    [Fact]
    public void Every_active_state_can_fail() =>
        Assert.All([Preparing, Running, Paused, Finishing], state => Assert.Equal(Failed, RunTransitions.Next(state, Fail)));

    [Fact]
    public void A_refused_command_names_state_command_and_what_is_allowed()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => RunTransitions.Next(Paused, Begin));
        Assert.Equal("A run that is Paused cannot Begin; allowed: Resume, Finish, Fail, Trip.", thrown.Message);
    }

    [Fact]
    public void Words_are_those_of_the_run_file() =>
        Assert.Equal(
            ["idle", "preparing", "running", "paused", "finishing", "completed", "stopped", "aborted", "failed", "tripped"],
            Enum.GetValues<RunState>().Select(RunTransitions.Word));

    [Fact]
    public void Whatever_is_commanded_the_run_takes_only_steps_of_the_table() =>
        Prop.ForAll(Sequences, commands =>
        {
            foreach (var (before, command, after) in Follow(commands))
            {
                if (RunTransitions.All.TryGetValue((before, command), out var step) ? after != step : after != before)
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_completes_or_stops_only_after_it_ran_and_finished() =>
        Prop.ForAll(Sequences, commands =>
        {
            var path = new List<RunState>();
            foreach (var (_, _, after) in Follow(commands))
            {
                if (after == Idle)
                    path.Clear();
                path.Add(after);
                if (after is Completed or Stopped && !(path.Contains(Running) && path.Contains(Finishing) && path.IndexOf(Running) < path.LastIndexOf(Finishing)))
                    return false;
                if (after is Aborted && path.Contains(Running))
                    return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void An_ended_run_never_runs_again_without_being_cleared() =>
        Prop.ForAll(Sequences, commands => Follow(commands).All(s => !RunTransitions.IsFinal(s.Before) || s.After == s.Before || s.Command is Clear or Trip))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_state_can_be_reached_from_idle()
    {
        var reached = new HashSet<RunState> { Idle };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(RunTransitions.All.Where(t => reached.Contains(t.Key.From)).Select(t => t.Value).ToArray());
        }

        Assert.Equal(Enum.GetValues<RunState>().Length, reached.Count);
    }

    /// <summary>The states a run goes through; a refused command changes nothing.</summary>
    private static IEnumerable<(RunState Before, RunCommand Command, RunState After)> Follow(IEnumerable<RunCommand> commands)
    {
        var state = Idle;
        foreach (var command in commands)
        {
            var before = state;
            try
            {
                state = RunTransitions.Next(state, command);
            }
            catch (InvalidOperationException)
            {
                // refused: the state stays, which the caller checks
            }

            yield return (before, command, state);
        }
    }
}
