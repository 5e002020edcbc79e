using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a piezo stage.</summary>
public abstract class PositionerContract : InstrumentContract<IPositioner>
{
    /// <summary>Largest distance between target and read-back in metres.</summary>
    protected abstract double ToleranceMetres { get; }

    protected override async ValueTask CallAsync(IPositioner instrument) => await instrument.ReadPositionAsync(CancellationToken.None);

    [Fact]
    public Task AMoveEndsWithinToleranceOfItsTarget() => RunConnectedAsync(async stage =>
    {
        var target = Inside(stage.Limits, 0.6, 0.3);
        var read = await stage.MoveToAsync(target, CancellationToken.None);
        Assert.InRange(double.Hypot(read.X - target.X, read.Y - target.Y), 0, ToleranceMetres);
        var again = await stage.ReadPositionAsync(CancellationToken.None);
        Assert.InRange(double.Hypot(again.X - target.X, again.Y - target.Y), 0, ToleranceMetres);
    });

    [Theory]
    [InlineData(1.01, 0.5)]
    [InlineData(-0.01, 0.5)]
    [InlineData(0.5, 1.01)]
    [InlineData(double.NaN, 0.5)]
    public Task ATargetOutsideTheTravelIsRefusedBeforeAnyMotion(double x, double y) => RunConnectedAsync(async stage =>
    {
        var start = Inside(stage.Limits, 0.4, 0.4);
        await stage.MoveToAsync(start, CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await stage.MoveToAsync(Inside(stage.Limits, x, y), CancellationToken.None));
        var read = await stage.ReadPositionAsync(CancellationToken.None);
        Assert.InRange(double.Hypot(read.X - start.X, read.Y - start.Y), 0, ToleranceMetres);
    });

    private static Vector3 Inside(PositionerLimits limits, double x, double y) =>
        new(double.Lerp(limits.Minimum.X, limits.Maximum.X, x), double.Lerp(limits.Minimum.Y, limits.Maximum.Y, y), 0);
}
