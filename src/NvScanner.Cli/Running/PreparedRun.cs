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
/// <param name="OutputPath">The run file that will be made.</param>
/// <param name="Warnings">What is possible but unwise.</param>
internal sealed record PreparedRun(LoadedDocument<ScanPlan> Plan, LoadedDocument<RigProfile> Profile, string OutputPath, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads and checks everything that an order names; throws with all that is wrong, and touches nothing.</summary>
    public static PreparedRun From(RunOrder order, TimeProvider clock)
    {
        var (planSettings, profileSettings) = SettingRouting.Split(order.Settings);
        var plan = PlanLoader.Load(order.PlanPath, planSettings);
        var profilePath = order.ProfilePath ?? PlanLoader.DefaultProfile(order.PlanPath, planSettings)
            ?? throw new BadInputException($"{order.PlanPath}: names no profile; say which rig with --profile FILE");
        var profile = RigFactory.LoadProfile(profilePath, profileSettings);

        var problems = PlanPreflight.Check(plan.Value, profile.Value);
        if (problems.Count > 0)
            throw new ConfigurationException(problems.Select(p => plan.At(p.Field, p.Message)).ToArray());

        var output = order.OutputPath
            ?? RunFileNames.Next("runs", clock.GetLocalNow(), plan.Value.Sample.Id, plan.Value.Protocol.Kind);
        OutputFiles.RequireFree(output, order.Overwrite);
        if (File.Exists(output))
            RunFileWriter.RequireReplaceable(output);
        return new PreparedRun(plan, profile, output, PlanPreflight.Warnings(plan.Value, profile.Value));
    }
}
