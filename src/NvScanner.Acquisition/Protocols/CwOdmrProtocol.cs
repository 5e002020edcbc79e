using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Protocols;

/// <summary>Chooses who steps the frequency of CW-ODMR: the hardware where source and counter can do it together, else the software.</summary>
internal static class CwOdmrProtocol
{
    public const string Kind = "cw-odmr";

    /// <summary>Whether the rig can time the plan's sweep in hardware; <paramref name="obstacle"/> says why not.</summary>
    public static bool CanTimeInHardware(ProtocolPlan plan, Rig rig, out string obstacle)
    {
        var bins = plan.Windows.Sum(window => window.Points);
        if (!rig.TryGet<IFrequencySweeper>(InstrumentRoles.Microwave, out var sweeper))
            obstacle = "the microwave source plays no frequency list";
        else if (!rig.TryGet<ITriggeredCounter>(InstrumentRoles.Counter, out var counter))
            obstacle = "the counter fills no triggered bins";
        else if (bins > sweeper.MaximumListLength)
            obstacle = $"the source's list holds {sweeper.MaximumListLength} frequencies and the plan has {bins}";
        else if (bins > counter.MaximumBins)
            obstacle = $"the counter fills {counter.MaximumBins} bins and the plan has {bins}";
        else
            obstacle = "";
        return obstacle.Length == 0;
    }

    /// <summary>The protocol of a plan that <see cref="Preflight.RigPreflight"/> has passed.</summary>
    public static IMeasurementProtocol Create(ProtocolPlan plan, Rig rig, double[] frequenciesHz, OperationGuard guard, InstrumentDeadlines deadlines)
    {
        var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
        var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
        return plan.Timing != SweepTiming.Software && CanTimeInHardware(plan, rig, out _)
            ? new HardwareTimedOdmr(microwave, rig.Require<IFrequencySweeper>(InstrumentRoles.Microwave), counter,
                rig.Require<ITriggeredCounter>(InstrumentRoles.Counter), frequenciesHz, plan.Dwell, guard, deadlines)
            : new SoftwareSteppedOdmr(microwave, counter, frequenciesHz, plan.Dwell, guard, deadlines);
    }
}
