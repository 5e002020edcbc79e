using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Configuration;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Benchmarks;

/// <summary>Runs a plan on the shipped simulated rig in virtual time.</summary>
internal static class SimulatedRun
{
    private static string Profiles => Path.Combine(RepositoryRoot(), "hardware-profiles");

    /// <summary>A shipped plan with settings as on the command line.</summary>
    public static ScanPlan Preset(string name, params string[] settings) => PlanLoader.Load(Path.Combine(Profiles, "plans", name + ".yaml"), settings).Value;

    public static async Task<RunOutcome> RunAsync(ScanPlan plan, IReadOnlyList<IRunSink> sinks, string profileName = "test-strip")
    {
        var profile = ProfileLoader.Load(Path.Combine(Profiles, $"simulated-{profileName}.yaml"), SimulatedDrivers.All).Value;
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None);
        var settings = new RunSettings { StoreClock = TimeProvider.System };
        var outcome = await new RunCoordinator(clock, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, sinks, settings), null, CancellationToken.None);
        return outcome.State == RunState.Completed ? outcome : throw new InvalidOperationException($"The run ended {outcome.State}: {outcome.Reason}", outcome.Error);
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "NvScanner.sln")))
                return folder;
        }

        throw new InvalidOperationException("Run the benchmarks from a checkout: NvScanner.sln was not found above the program.");
    }
}
