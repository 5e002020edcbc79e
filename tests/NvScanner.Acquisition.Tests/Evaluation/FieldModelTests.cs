using NvScanner.Abstractions.Instruments;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests.Evaluation;

public sealed class FieldModelTests
{
    [Theory]
    [InlineData("40 ns", 40e-9)]
    [InlineData("2 us", 2e-6)]
    public void The_counters_dead_time_keeps_its_nanoseconds(string deadTime, double seconds)
    {
        var counter = new InstrumentSpec(InstrumentRoles.Counter, "fake.counter", new Dictionary<string, string> { ["dead-time"] = deadTime }, new Dictionary<string, (string, string)>());
        var model = FieldModel.For(Some.Plan(), Some.Profile() with { Instruments = [counter] });
        Assert.Equal(seconds, model.DeadTimeSeconds, 1e-15);
    }
}
