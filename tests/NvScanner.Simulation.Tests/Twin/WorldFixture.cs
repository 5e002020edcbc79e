using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Tests.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>Imperfect rigs for tests.</summary>
internal static class WorldFixture
{
    /// <summary>Runs a body on a rig with settings, without latency unless wanted; the tip is down, emitters are on.</summary>
    public static Task RunAsync(
        Dictionary<string, string> settings, Func<Rig, VirtualClock, Task> body, string sample = "test-strip",
        Func<string, Dictionary<string, string>>? options = null, double biasTesla = 1.5e-3, double currentAmperes = 0, params FaultSpec[] faults) =>
        SimulatedRig.RunAsync(
            SimulatedRig.Profile(sample, settings: settings, options: options ?? SimulatedRig.WithoutLatency) with { Faults = faults },
            async (rig, clock) =>
            {
                await SimulatedRig.PrepareAsync(rig, biasTesla, currentAmperes);
                await body(rig, clock);
            });

    public static Func<string, Dictionary<string, string>> With(string role, string option, string value) => r =>
    {
        var options = SimulatedRig.WithoutLatency(r);
        if (r == role) options[option] = value;
        return options;
    };

    public static ValueTask PassAsync(this VirtualClock clock, double seconds) => clock.ElapseAsync(TimeSpan.FromSeconds(seconds), default);
}
