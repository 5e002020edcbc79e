using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Cli.Rigs;
using NvScanner.Configuration;
using NvScanner.Storage.Writing;

namespace NvScanner.Cli.Running;

/// <summary>A run whose plan, profile and output have been found good, before anything is touched.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Profile">Profile.</param>
/// <param name="OutputPath">The run file that will be made; where the order names none, the first name to try.</param>
/// <param name="FileOptions">What becomes of a file that has this name.</param>
/// <param name="Warnings">What is possible but unwise.</param>
/// <param name="Settings">Settings of the run.</param>
/// <param name="RealTime">Whether a simulated rig takes the time that a real one would.</param>
internal sealed record PreparedRun(
    LoadedDocument<ScanPlan> Plan, LoadedDocument<RigProfile> Profile, string OutputPath, RunFileWriterOptions FileOptions, IReadOnlyList<string> Warnings, RunSettings Settings, bool RealTime)
{
    /// <summary>Reads and checks everything that an order names; throws with all that is wrong, and touches nothing.</summary>
    public static PreparedRun From(RunOrder order, TimeProvider clock)
    {
        var (planSettings, profileSettings) = SettingRouting.Split(order.Settings);
        var plan = PlanLoader.Load(order.PlanPath, planSettings);
        var profilePath = order.ProfilePath ?? PlanLoader.DefaultProfile(order.PlanPath, planSettings)
            ?? throw new BadInputException($"{order.PlanPath}: names no profile; say which rig with --profile FILE");
        var profile = RigFactory.LoadProfile(profilePath, profileSettings);

        RequireFeasible(plan, profile);
        var (output, options) = order.OutputPath is { } path
            ? Named(path, order.Overwrite)
            : Unnamed(RunFileNames.First("runs", clock.GetLocalNow(), plan.Value.Sample.Id, plan.Value.Protocol.Kind));
        return new PreparedRun(plan, profile, output, options, PlanPreflight.Warnings(plan.Value, profile.Value), SettingsFor(clock), order.RealTime);
    }

    /// <summary>Throws with every reason why a plan cannot be run on a profile's rig.</summary>
    public static void RequireFeasible(LoadedDocument<ScanPlan> plan, LoadedDocument<RigProfile> profile)
    {
        var problems = PlanPreflight.Check(plan.Value, profile.Value);
        if (problems.Count > 0)
            throw new ConfigurationException(problems.Select(p => plan.At(p.Field, p.Message)).ToArray());
    }

    /// <summary>Settings of a run that begins.</summary>
    public static RunSettings SettingsFor(TimeProvider clock) => new() { StoreClock = clock, Versions = ProgramVersions.All };

    /// <summary>A run that began in the same second, perhaps in another program, may have the name: the next number is as good.</summary>
    private static (string Path, RunFileWriterOptions Options) Unnamed(string path)
    {
        OutputFiles.RequireFolder(path);
        return (path, new RunFileWriterOptions { PathAfter = RunFileNames.After });
    }

    private static (string Path, RunFileWriterOptions Options) Named(string path, bool overwrite)
    {
        OutputFiles.RequireFree(path, overwrite);
        if (File.Exists(path))
            RunFileWriter.RequireReplaceable(path);
        return (path, new RunFileWriterOptions { Overwrite = overwrite });
    }
}
