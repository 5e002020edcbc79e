using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Tests.Safety;

public sealed class RunEndingTests
{
    [Fact]
    public void Operations_are_refused_before_anybody_is_asked_to_make_the_rig_safe_and_cancelled_last()
    {
        using var ending = new RunEnding(NullLogger.Instance);
        var seen = new List<(bool Requested, bool Cancelled)>();
        ending.Ended += _ => seen.Add((ending.Requested.IsCompleted, ending.Operations.IsCancellationRequested));
        using var cancelled = ending.Operations.Register(() => seen.Add((ending.Requested.IsCompleted, true)));
        ending.End(new RunEnding.Cause(RunCommand.Stop, "stopped", "stopped by the user", null));
        Assert.Equal([(false, false), (true, true)], seen);
    }
}
