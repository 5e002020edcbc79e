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

    private sealed class Factory(string key, string role, string? failure = null) : IDriverFactory
    {
        public FakeInstrument? Created { get; private set; }
        public string Key => key;
        public string Role => role;
        public string Description => "Fake.";
        public IReadOnlyList<OptionDefinition> Options => [];
        public IInstrument Create(InstrumentSpec spec, DriverContext context) => Created = new FakeInstrument(spec.Id, failure, context.Shared(_ => new object()));
    }

    private sealed class FakeInstrument(InstrumentId id, string? failure, object bus) : IInstrument
    {
        public object Bus => bus;
        public bool Disposed { get; private set; }
        public InstrumentId Id => id;

        public ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return failure is null
                ? ValueTask.FromResult(new InstrumentIdentity("Maker", id.Role, "1", "2"))
                : ValueTask.FromException<InstrumentIdentity>(new InstrumentConnectionException(id, failure));
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
