using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Nanonis;

/// <summary>What stage and probe of one controller have to know of each other: a lifted tip has to find the sample's height anew wherever the stage has come to rest. One per rig.</summary>
internal sealed class NanonisTipHeight
{
    /// <summary>The one of the rig.</summary>
    public static NanonisTipHeight Of(DriverContext context) => context.Shared(_ => new NanonisTipHeight());

    /// <summary>What the probe wants done after every motion; returns when the tip has its height again. Null when nothing is.</summary>
    public Func<CancellationToken, ValueTask>? AfterMotion { get; set; }
}
