using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;
using NvScanner.Cli.Terminal;
using NvScanner.Configuration;
using NvScanner.Drivers;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Samples;

namespace NvScanner.Cli.Rigs;

/// <summary>Profiles, drivers and the connection to their instruments.</summary>
internal static class RigFactory
{
    /// <summary>Every driver that the program knows, registered by name and never searched for.</summary>
    public static IReadOnlyList<IDriverFactory> Drivers { get; } = [.. SimulatedDrivers.All, .. InstrumentDrivers.All];

    /// <summary>Reads a profile; throws with every problem found.</summary>
    public static LoadedDocument<RigProfile> LoadProfile(string path, IEnumerable<string> settings)
    {
        var profile = ProfileLoader.Load(path, Drivers, settings);
        var problems = SimulatedSample.Problems(profile.Value);
        if (problems.Count > 0)
            throw new ConfigurationException([.. problems.Select(problem => profile.At(problem.Field, problem.Message))]);
        return profile;
    }

    /// <summary>Reads the profile that a run file holds; throws with every problem found.</summary>
    public static LoadedDocument<RigProfile> ParseProfile(string text, string name) => ProfileLoader.Parse(text, name, Drivers);

    /// <summary>Connects every instrument of a profile; returns when all are connected. Connections that do not close cleanly are said to people.</summary>
    public static async Task<Rig> ConnectAsync(LoadedDocument<RigProfile> profile, TimeProvider time, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        Rig? rig = null;
        try
        {
            await time.RunActorAsync("connect", async () => rig = await Rig.ConnectAsync(profile.Value, Drivers, time, cancellationToken,
                disposalFailed: failure => terminal.Say($"warning: {failure.Message}")));
        }
        catch (RigConnectionException error) when (profile.Value.IsWhollySimulated)
        {
            throw SimulationRefused(profile.Path, error);
        }
        return rig!;
    }

    /// <summary>Tries every instrument of a profile; returns when each is connected or has failed. A wholly simulated rig with a failure is bad input.</summary>
    public static async Task<RigOutcomes> TryConnectAsync(LoadedDocument<RigProfile> profile, TimeProvider time, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        RigOutcomes? outcomes = null;
        await time.RunActorAsync("connect", async () => outcomes = await Rig.TryConnectAsync(profile.Value, Drivers, time, cancellationToken,
            disposalFailed: failure => terminal.Say($"warning: {failure.Message}")));
        var failures = outcomes!.All.Select(outcome => outcome.Failure).OfType<Exception>().ToArray();
        if (failures.Length > 0 && (cancellationToken.IsCancellationRequested || profile.Value.IsWhollySimulated))
        {
            await outcomes.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw SimulationRefused(profile.Path, new RigConnectionException(profile.Value.Name, failures));
        }
        return outcomes;
    }

    // a simulated instrument is there whenever its profile makes sense; what all have in common, their world, is said once
    private static BadInputException SimulationRefused(string path, RigConnectionException error) =>
        new($"{path}: {string.Join("; ", error.Failures.Select(failure => failure.Message).Distinct())}", error);
}
