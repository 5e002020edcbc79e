using NvScanner.Abstractions.Instruments;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Tests.Safety;

public sealed class OperationGuardTests
{
    private static readonly InstrumentId Stage = new(InstrumentRoles.Stage, "fake.stage");

    [Fact]
    public async Task A_sooner_deadline_that_is_watched_while_the_timer_is_moved_is_what_the_timer_is_set_to()
    {
        var clock = new HandClock();
        using var guard = new OperationGuard(clock, _ => { });
        guard.Watch(Stage, "first", TimeSpan.FromSeconds(1));
        await guard.Run(ValueTask.CompletedTask);
        guard.Watch(Stage, "approach", TimeSpan.FromSeconds(600));
        Task? watching = null;
        clock.Timer!.OnChange = () =>
        {
            clock.Timer.OnChange = null;
            // long enough for a watch that nothing holds up; one that waits for the lock goes on after the change
            watching = Task.Run(() => guard.Watch(Stage, "move", TimeSpan.FromSeconds(2)));
            watching.Wait(TimeSpan.FromMilliseconds(500));
        };
        clock.Now = TimeSpan.FromSeconds(1);
        clock.Timer.Fire(); // too early for the approach: moved on to its deadline
        await watching!;
        Assert.Equal(TimeSpan.FromSeconds(2), clock.Timer.DueTime);
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public HandTimer? Timer { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Timer = new HandTimer(() => callback(state));
    }

    private sealed class HandTimer(Action fire) : ITimer
    {
        public TimeSpan DueTime { get; private set; }

        public Action? OnChange { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            OnChange?.Invoke();
            DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
