using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Simulation.Tests.Drivers;

/// <summary>Profiles and rigs of simulated drivers for tests.</summary>
internal static class SimulatedRig
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    public static RigProfile Profile(
        string sample = "test-strip", double thetaDegrees = 54.7356103, double phiDegrees = 90, ulong seed = 1,
        Dictionary<string, string>? settings = null, Func<string, Dictionary<string, string>>? options = null) => new()
    {
        Name = "simulated",
        Tip = new TipCalibration { AxisTheta = new Angle(thetaDegrees), AxisPhi = new Angle(phiDegrees) },
        Instruments = [.. SimulatedDrivers.All.Select(factory => new InstrumentSpec(
            factory.Role, factory.Key, options?.Invoke(factory.Role) ?? [], new Dictionary<string, (string, string)>()))],
        Simulation = new SimulationSpec { Sample = sample, Seed = seed, Settings = settings ?? [] },
    };

    /// <summary>Options that let every call complete at once.</summary>
    public static Dictionary<string, string> WithoutLatency(string role)
    {
        var factory = SimulatedDrivers.All.Single(driver => driver.Role == role);
        var options = factory.Options
            .Where(option => option.Kind == OptionKind.Duration && option.Name is not ("dead-time" or "maximum-gate"))
            .ToDictionary(option => option.Name, _ => "0 s");
        if (role == InstrumentRoles.Stage) options["speed"] = "0 m";
        if (role == InstrumentRoles.BiasField) options["ramp"] = "0 T";
        return options;
    }

    /// <summary>Runs a body as the only actor of a fresh clock and rig; returns when both have ended.</summary>
    public static async Task RunAsync(RigProfile profile, Func<Rig, VirtualClock, Task> body)
    {
        using var clock = new VirtualClock(Start);
        await clock.RunActorAsync("test", async () =>
        {
            await using var rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None);
            await body(rig, clock);
        }).WaitAsync(TimeSpan.FromSeconds(60), RealTime.Provider);
    }

    /// <summary>Emitters on at the shipped settings, bias along the NV, tip in contact.</summary>
    public static async Task PrepareAsync(Rig rig, double biasTesla, double currentAmperes = 0)
    {
        var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
        await laser.SetPowerAsync(new OpticalPower(150e-6), default);
        await laser.SetEmissionAsync(true, default);
        var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
        await microwave.SetPowerAsync(new RfPower(-8), default);
        await microwave.SetOutputAsync(true, default);
        var tip = rig.Profile.Tip;
        var axis = NvScanner.Physics.NvFrame.FromDegrees(tip.AxisTheta.Degrees, tip.AxisPhi.Degrees).Axis;
        await rig.Require<IBiasField>(InstrumentRoles.BiasField).SetFieldAsync(biasTesla * new Vector3(axis.X, axis.Y, axis.Z), default);
        var source = rig.Require<ICurrentSource>(InstrumentRoles.CurrentSource);
        await source.SetCurrentAsync(new Current(currentAmperes), default);
        await source.SetOutputAsync(currentAmperes != 0, default);
        await rig.Require<IProbe>(InstrumentRoles.Probe).ApproachAsync(default);
    }
}
