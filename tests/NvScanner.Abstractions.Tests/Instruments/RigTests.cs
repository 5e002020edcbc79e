using NvScanner.Abstractions.Instruments;

namespace NvScanner.Abstractions.Tests.Instruments;

public class RigTests
{
    [Fact]
    public async Task A_connected_rig_gives_instruments_by_role_and_capability()
    {
        var factories = new[] { new Factory("a.laser", "laser"), new Factory("a.probe", "probe") };
        await using var rig = await Rig.ConnectAsync(Profile("laser", "probe"), factories, TimeProviders.Frozen, CancellationToken.None);

        Assert.Same(factories[0].Created, rig.Require<IInstrument>("laser"));
        Assert.Equal("Maker laser (serial 1, firmware 2)", rig.Identities["laser"].ToString());
        Assert.False(rig.TryGet<IPositioner>("laser", out _));
        Assert.Null(rig.Truth);
        var thrown = Assert.Throws<MissingCapabilityException>(() => rig.Require<IPositioner>("stage"));
        Assert.Contains("stage", thrown.Message);
        Assert.Contains("a rig", thrown.Message);
    }

    [Fact]
    public async Task All_failures_are_reported_together_and_what_was_connected_is_disposed()
    {
        var factories = new[] { new Factory("a.laser", "laser"), new Factory("a.probe", "probe", "no answer"), new Factory("a.stage", "stage", "no cable") };
        var thrown = await Assert.ThrowsAsync<RigConnectionException>(() =>
            Rig.ConnectAsync(Profile("laser", "probe", "stage", "counter"), factories, TimeProviders.Frozen, CancellationToken.None));

        Assert.Contains("no answer", thrown.Message);
        Assert.Contains("no cable", thrown.Message);
        Assert.Contains("there is no driver 'a.counter'", thrown.Message);
        Assert.All(factories, f => Assert.True(f.Created!.Disposed));
    }

    [Fact]
    public async Task Those_that_connect_stay_connected_beside_those_that_fail_when_all_are_only_tried()
    {
        var factories = new[] { new Factory("a.laser", "laser"), new Factory("a.probe", "probe", "no answer") };
        var outcomes = await Rig.TryConnectAsync(Profile("laser", "probe", "stage"), factories, TimeProviders.Frozen, CancellationToken.None);

        Assert.Equal(["laser", "probe", "stage"], outcomes.All.Select(o => o.Spec.Role));
        Assert.Equal("Maker laser (serial 1, firmware 2)", outcomes.All[0].Identity?.ToString());
        Assert.Null(outcomes.All[0].Failure);
        Assert.Contains("no answer", outcomes.All[1].Failure?.Message);
        Assert.Null(outcomes.All[1].Identity);
        Assert.Contains("there is no driver 'a.stage'", outcomes.All[2].Failure?.Message);
        Assert.False(factories[0].Created!.Disposed);
        await outcomes.DisposeAsync();
        Assert.All(factories, f => Assert.True(f.Created!.Disposed));
    }

    [Fact]
    public async Task Whatever_a_driver_throws_names_its_instrument_and_stands_beside_the_other_failures()
    {
        var factories = new[]
        {
            new Factory("a.laser", "laser"),
            new Factory("a.probe", "probe") { OnConnect = () => throw new IOException("/dev/ttyUSB3 is gone") },
            new Factory("a.stage", "stage") { OnCreate = () => throw new DllNotFoundException("libstage.so") },
            new Factory("a.counter", "counter") { OnConnect = () => throw new OperationCanceledException() },
        };
        var thrown = await Assert.ThrowsAsync<RigConnectionException>(() =>
            Rig.ConnectAsync(Profile("laser", "probe", "stage", "counter"), factories, TimeProviders.Frozen, CancellationToken.None));

        Assert.Equal(3, thrown.Failures.Count);
        Assert.All(thrown.Failures, failure => Assert.IsType<InstrumentConnectionException>(failure));
        Assert.Contains("/dev/ttyUSB3 is gone", thrown.Failures[0].Message);
        Assert.Contains("libstage.so", thrown.Failures[1].Message);
        Assert.Contains("'a.counter'", thrown.Failures[2].Message);
        Assert.True(factories[0].Created!.Disposed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instrument_that_does_not_answer_has_a_deadline(bool blocksItsCaller)
    {
        using var release = new ManualResetEventSlim();
        var silence = new TaskCompletionSource();
        var factories = new[]
        {
            new Factory("a.laser", "laser"),
            new Factory("a.probe", "probe")
            {
                OnConnect = () =>
                {
                    if (blocksItsCaller)
                        release.Wait();
                    return silence.Task;
                },
            },
        };
        var time = new TimerClock();
        var connecting = Rig.ConnectAsync(Profile("laser", "probe"), factories, time, CancellationToken.None, TimeSpan.FromSeconds(7));
        Assert.False(connecting.IsCompleted);
        time.FireAll();

        var thrown = await Assert.ThrowsAsync<RigConnectionException>(() => connecting);
        var timeout = Assert.IsType<InstrumentTimeoutException>(thrown.Failures.Last());
        Assert.Equal("probe", timeout.Instrument.Role);
        Assert.Contains("within 7 s", timeout.Message);
        Assert.True(factories[1].Created!.Disposed);
        Assert.All(time.Asked, due => Assert.Equal(TimeSpan.FromSeconds(7), due));
        release.Set();
    }

    [Fact]
    public async Task An_instrument_that_cannot_be_disposed_keeps_no_other_from_it_and_is_reported()
    {
        var reported = new List<Exception>();
        var factories = new[] { new Factory("a.laser", "laser") { OnDispose = () => throw new IOException("port closed") }, new Factory("a.probe", "probe") };
        var rig = await Rig.ConnectAsync(Profile("laser", "probe"), factories, TimeProviders.Frozen, CancellationToken.None, disposalFailed: reported.Add);
        await rig.DisposeAsync();

        Assert.True(factories[1].Created!.Disposed);
        var failure = Assert.IsType<InstrumentException>(Assert.Single(reported));
        Assert.Equal("laser", failure.Instrument.Role);
        Assert.Contains("port closed", failure.Message);
    }

    [Fact]
    public async Task Disposing_the_rig_disposes_every_instrument()
    {
        var factory = new Factory("a.laser", "laser");
        var rig = await Rig.ConnectAsync(Profile("laser"), [factory], TimeProviders.Frozen, CancellationToken.None);
        Assert.False(factory.Created!.Disposed);
        await rig.DisposeAsync();
        Assert.True(factory.Created.Disposed);
    }

    [Fact]
    public async Task A_cancelled_connection_is_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rig.ConnectAsync(Profile("laser"), [new Factory("a.laser", "laser")], TimeProviders.Frozen, cancelled.Token));
    }

    [Fact]
    public async Task Drivers_of_one_rig_share_what_they_name()
    {
        var factories = new[] { new Factory("a.laser", "laser"), new Factory("a.probe", "probe") };
        await using var rig = await Rig.ConnectAsync(Profile("laser", "probe"), factories, TimeProviders.Frozen, CancellationToken.None);
        Assert.Same(factories[0].Created!.Bus, factories[1].Created!.Bus);
    }

    private static RigProfile Profile(params string[] roles) => new()
    {
        Name = "a rig",
        Tip = new TipCalibration(),
        Instruments = [.. roles.Select(r => new InstrumentSpec(r, "a." + r, new Dictionary<string, string>(), new Dictionary<string, (string, string)>()))],
    };

    private static class TimeProviders
    {
        public static TimeProvider Frozen { get; } = new FrozenTime();

        private sealed class FrozenTime : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
        }
    }

    /// <summary>A clock whose timers fire when the test says so.</summary>
    private sealed class TimerClock : TimeProvider
    {
        private readonly List<Action> _timers = [];

        public List<TimeSpan> Asked { get; } = [];

        public void FireAll()
        {
            foreach (var fire in _timers.ToArray())
                fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add(() => callback(state));
            Asked.Add(dueTime);
            return new Idle();
        }

        private sealed class Idle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class Factory(string key, string role, string? failure = null) : IDriverFactory
    {
        public FakeInstrument? Created { get; private set; }
        public Action OnCreate { get; init; } = () => { };
        public Func<Task> OnConnect { get; init; } = () => Task.CompletedTask;
        public Action OnDispose { get; init; } = () => { };
        public string Key => key;
        public string Role => role;
        public string Description => "Fake.";
        public IReadOnlyList<OptionDefinition> Options => [];

        public IInstrument Create(InstrumentSpec spec, DriverContext context)
        {
            OnCreate();
            return Created = new FakeInstrument(spec.Id, failure, context.Shared(_ => new object())) { OnConnect = OnConnect, OnDispose = OnDispose };
        }
    }

    private sealed class FakeInstrument(InstrumentId id, string? failure, object bus) : IInstrument
    {
        public object Bus => bus;
        public bool Disposed { get; private set; }
        public Func<Task> OnConnect { get; init; } = () => Task.CompletedTask;
        public Action OnDispose { get; init; } = () => { };
        public InstrumentId Id => id;

        public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await OnConnect();
            return failure is null ? new InstrumentIdentity("Maker", id.Role, "1", "2") : throw new InstrumentConnectionException(id, failure);
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            OnDispose();
            return ValueTask.CompletedTask;
        }
    }
}
