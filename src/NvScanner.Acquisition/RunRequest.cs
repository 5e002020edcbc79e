using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition;

/// <summary>What to run on which rig and where the documents go; the caller keeps the rig, the run owns neither rig nor sinks' files but completes and disposes the sinks.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Rig">Connected rig.</param>
/// <param name="Sinks">Sinks, called in this order.</param>
/// <param name="Settings">Settings that are not part of the plan.</param>
public sealed record RunRequest(ScanPlan Plan, Rig Rig, IReadOnlyList<IRunSink> Sinks, RunSettings Settings);
