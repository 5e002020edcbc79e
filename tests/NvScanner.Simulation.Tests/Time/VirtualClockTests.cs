using NvScanner.Abstractions.Time;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Time;

namespace NvScanner.Simulation.Tests.Time;

public sealed class VirtualClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20); // real time; a test that hangs fails

    private readonly VirtualClock _clock = new(Start);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task WaitsOfThreeAndFiveMillisecondsBegunTogetherEndAfterFive()
    {
        await Run(async () => await Task.WhenAll(Wait(3).AsTask(), Wait(5).AsTask()));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public async Task ATenSecondWatchdogCannotFireDuringAOneMillisecondDwell()
    {
        await Run(async () =>
        {
            for (var dwell = 0; dwell < 100; dwell++)
            {
                using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);
                await _clock.DelayAsync(TimeSpan.FromMilliseconds(1), watchdog.Token);
                Assert.False(watchdog.IsCancellationRequested);
            }
        });
        Assert.Equal(Start + TimeSpan.FromMilliseconds(100), _clock.GetUtcNow());
    }

    [Fact]
    public async Task ATenSecondWatchdogFiresWhenADeviceHangs()
    {
        await Run(async () =>
        {
            using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await _clock.ElapseAsync(Timeout.InfiniteTimeSpan, watchdog.Token));
        });
        Assert.Equal(Start + TimeSpan.FromSeconds(10), _clock.GetUtcNow());
    }

    [Fact]
    public async Task TimeStandsStillWhileAnActorAwaitsSomethingElse()
    {
        var fit = new TaskCompletionSource();
        var watched = new TaskCompletionSource<DateTimeOffset>();
        var run = Run(async () =>
        {
            var background = _clock.RunActorAsync("background", async () => await Wait(1000));
            var sequencer = _clock.RunActorAsync("sequencer", async () =>
            {
                await Wait(2);
                ThreadPool.QueueUserWorkItem(_ => { watched.SetResult(_clock.GetUtcNow()); fit.SetResult(); });
                await fit.Task;
                Assert.Equal(Start + TimeSpan.FromMilliseconds(2), _clock.GetUtcNow());
            });
            await Task.WhenAll(background, sequencer);
        });
        Assert.Equal(Start + TimeSpan.FromMilliseconds(2), await watched.Task.WaitAsync(Deadline, RealTime.Provider));
        await run;
        Assert.Equal(Start + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    [Fact]
    public async Task WithoutActorsAWaitStepsAtOnce()
    {
        await _clock.DelayAsync(TimeSpan.FromHours(8)).AsTask().WaitAsync(Deadline, RealTime.Provider);
        Assert.Equal(Start + TimeSpan.FromHours(8), _clock.GetUtcNow());
    }

    [Fact]
    public async Task EqualDeadlinesEndInTheOrderInWhichTheyWereSet()
    {
        var order = new List<int>();
        await Run(async () => await Task.WhenAll(Enumerable.Range(0, 20).Select(async index =>
        {
            await Wait(7);
            order.Add(index);
        })));
        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task AnActorsFailureAndCancellationReachTheCaller()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(async () => { await Wait(1); throw new InvalidOperationException(); }));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(3), _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(async () => await _clock.DelayAsync(TimeSpan.FromSeconds(1), stop.Token)));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(4), _clock.GetUtcNow());
    }

    [Fact]
    public async Task APeriodicTimerFiresOncePerPeriodAndNoMoreWhenDisposed()
    {
        var fired = new List<TimeSpan>();
        var timer = _clock.CreateTimer(_ => fired.Add(_clock.GetUtcNow() - Start), null, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10));
        await Run(async () =>
        {
            await Wait(30);
            timer.Dispose();
            await Wait(100);
        });
        Assert.Equal([5.0, 15, 25], fired.Select(time => time.TotalMilliseconds));
    }

    [Fact]
    public async Task AWaitCancelledFromOutsideEndsAndItsSourceIsReused()
    {
        for (var round = 0; round < 200; round++)
        {
            using var stop = new CancellationTokenSource();
            var hang = Run(async () => await _clock.ElapseAsync(Timeout.InfiniteTimeSpan, stop.Token));
            await Task.Run(stop.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hang);
        }
        await Run(async () => await Wait(5));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public async Task ZeroLengthWaitsCompleteSynchronouslyWithoutAllocation()
    {
        var allocated = long.MaxValue;
        await Run(async () =>
        {
            for (var warm = 0; warm < 2; warm++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var wait = 0; wait < 1000; wait++)
                {
                    var zero = _clock.ElapseAsync(TimeSpan.Zero, default);
                    Assert.True(zero.IsCompletedSuccessfully);
                    await zero;
                }
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task WaitsAreReusedSoThatAWaitingLoopAllocatesNothing()
    {
        var allocated = long.MaxValue;
        await Run(async () =>
        {
            for (var warm = 0; warm < 3; warm++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var wait = 0; wait < 10_000; wait++) await Wait(1);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        });
        Assert.InRange(allocated, 0, 1000);
    }

    [Fact]
    public async Task AThousandSeedsOfRandomActorsGiveTheSameOrderOfEventsEachTime()
    {
        for (var seed = 0; seed < 1000; seed++)
            Assert.Equal(await RandomEvents(seed), await RandomEvents(seed));
    }

    /// <summary>A few actors that wait, wait doubly, hang under a watchdog, set timers and yield, as the seed says.</summary>
    private static async Task<List<string>> RandomEvents(int seed)
    {
        using var clock = new VirtualClock(Start);
        var events = new List<string>();
        var random = new CounterRandom(1, RandomPurpose.Readings, seed, 0, 0);
        var actors = 2 + (int)(random.NextUInt64() % 4);
        await clock.RunActorAsync("root", () => Task.WhenAll(Enumerable.Range(0, actors).Select(
            actor => clock.RunActorAsync($"actor {actor}", () => Act(actor))))).WaitAsync(Deadline, RealTime.Provider);
        return events;

        async Task Act(int actor)
        {
            var choices = new CounterRandom(2, RandomPurpose.Readings, seed, actor, 0);
            for (var step = 0; step < 8; step++)
            {
                var duration = TimeSpan.FromMilliseconds(choices.NextUInt64() % 4);
                switch (choices.NextUInt64() % 5)
                {
                    case 0:
                        await Task.WhenAll(clock.DelayAsync(duration).AsTask(), clock.DelayAsync(2 * duration).AsTask());
                        break;
                    case 1:
                        using (var watchdog = new CancellationTokenSource(TimeSpan.FromMilliseconds(2), clock))
                            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await clock.ElapseAsync(Timeout.InfiniteTimeSpan, watchdog.Token));
                        break;
                    case 2:
                        await Task.Yield();
                        break;
                    case 3:
                        var timer = clock.CreateTimer(_ => events.Add($"{clock.GetTimestamp()} timer {actor}.{step}"), null, duration, Timeout.InfiniteTimeSpan);
                        await clock.DelayAsync(duration + duration);
                        await timer.DisposeAsync();
                        break;
                    default:
                        await clock.DelayAsync(duration);
                        break;
                }
                events.Add($"{clock.GetTimestamp()} actor {actor} step {step}");
            }
        }
    }

    private ValueTask Wait(double milliseconds) => _clock.DelayAsync(TimeSpan.FromMilliseconds(milliseconds));

    private Task Run(Func<Task> body) => _clock.RunActorAsync("test", body).WaitAsync(Deadline, RealTime.Provider);
}
