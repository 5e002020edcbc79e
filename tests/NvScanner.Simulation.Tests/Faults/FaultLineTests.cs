using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;

namespace NvScanner.Simulation.Tests.Faults;

public class FaultLineTests
{
    private static FaultInjector Injector(ulong seed, params FaultSpec[] faults) => new(seed, faults);

    private static FaultSpec Random(FaultKind kind, double everySeconds, double? forSeconds = null) =>
        new() { Kind = kind, Every = TimeSpan.FromSeconds(everySeconds), For = forSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

    [Fact]
    public void RandomFaultsComeAtTheirMeanIntervalAndAsScatteredAsPoissonsLawSays()
    {
        var counts = Enumerable.Range(0, 400).Select(seed =>
        {
            var injector = Injector((ulong)seed, Random(FaultKinds.Garbage("laser"), 100));
            var line = injector.Of(FaultKinds.Garbage("laser"));
            for (var t = 0.0; t <= 1000; t += 0.5) line.HasBegun(t, out _);
            return (double)injector.Ledger.Count;
        }).ToArray();
        Assert.Equal(10, counts.Average(), 0.6);
        Assert.InRange(counts.Average(c => (c - 10) * (c - 10)), 7.5, 12.5);
    }

    [Fact]
    public void TheTimesDependOnSeedKindAndNothingElse()
    {
        double[] Dues(ulong seed, FaultKind kind, double step, params FaultSpec[] others)
        {
            var injector = Injector(seed, [.. others, Random(kind, 50)]);
            for (var t = 0.0; t <= 2000; t += step) injector.Of(kind).HasBegun(t, out _);
            return [.. injector.Ledger.Where(fault => fault.Kind == kind).Select(fault => fault.DueSeconds)];
        }
        var hang = FaultKinds.Hang("stage");
        var fine = Dues(3, hang, 0.01);
        Assert.Equal(fine, Dues(3, hang, 0.01, Random(FaultKinds.CounterZero, 7)));
        Assert.NotEqual(fine, Dues(4, hang, 0.01));
        Assert.NotEqual(fine, Dues(3, FaultKinds.Hang("probe"), 0.01));
        // looked at rarely, the latest of those that came in between is what is seen
        Assert.All(Dues(3, hang, 10), due => Assert.Contains(due, fine));
    }

    [Fact]
    public void TwoOrdersOfOneKindStrikeIndependently()
    {
        var kind = FaultKinds.Garbage("laser");
        var injector = Injector(1, Random(kind, 50), Random(kind, 50));
        for (var t = 0.0; t <= 1000; t += 0.01) injector.Of(kind).HasBegun(t, out _);
        Assert.Equal(injector.Ledger.Count, injector.Ledger.Select(fault => fault.DueSeconds).Distinct().Count());
        Assert.InRange(injector.Ledger.Count, 20, 60);
    }

    [Fact]
    public void AFaultWithoutDurationStrikesOnceAndOneWithItAsLongAsItLasts()
    {
        var kind = FaultKinds.Garbage("laser");
        var once = Injector(1, new FaultSpec { Kind = kind, At = TimeSpan.FromSeconds(10) }).Of(kind);
        Assert.Equal([false, true, false], new[] { 9.0, 11, 12 }.Select(t => once.Strikes(t, out _)));
        var lasting = Injector(1, new FaultSpec { Kind = kind, At = TimeSpan.FromSeconds(10), For = TimeSpan.FromSeconds(5) }).Of(kind);
        Assert.Equal([false, true, true, false], new[] { 9.0, 11, 14.9, 15 }.Select(t => lasting.Strikes(t, out _)));
    }

    [Fact]
    public void AFlickerThatNobodySawIsStillNoticedByWhatLatches()
    {
        var kind = FaultKinds.LaserInterlockFlicker;
        var injector = Injector(1, new FaultSpec { Kind = kind, At = TimeSpan.FromSeconds(10) });
        Assert.False(injector.Of(kind).IsOn(60, out _));
        Assert.Empty(injector.Ledger);
        Assert.True(injector.Of(kind).HasBegun(60, out _));
        Assert.Equal(new InjectedFault(kind, 10, 60, double.NaN), Assert.Single(injector.Ledger));
    }

    [Fact]
    public void AnOrderIsOneTimeOrAnInterval()
    {
        Assert.Throws<ArgumentException>(() => Injector(1, new FaultSpec { Kind = FaultKinds.CounterZero }));
        Assert.Throws<ArgumentException>(() => Injector(1, new FaultSpec { Kind = FaultKinds.CounterZero, At = TimeSpan.Zero, Every = TimeSpan.FromSeconds(1) }));
        Assert.Throws<ArgumentException>(() => Injector(1, new FaultSpec { Kind = FaultKinds.CounterZero, Every = TimeSpan.Zero }));
    }

    [Fact]
    public void EveryKindHasANameOfItsOwnAndCanBeFound()
    {
        Assert.Equal(FaultKinds.All.Count, FaultKinds.All.Select(kind => kind.Name).Distinct().Count());
        Assert.All(FaultKinds.All, kind => Assert.Same(kind, FaultKinds.Find(kind.Name)));
        Assert.All(FaultKinds.All, kind => Assert.Equal(kind.DefaultSeverity is null, kind.SeverityMeaning is null));
        Assert.Null(FaultKinds.Find("coffee-empty"));
    }
}
