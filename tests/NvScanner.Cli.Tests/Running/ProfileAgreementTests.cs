using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Cli.Running;

namespace NvScanner.Cli.Tests.Running;

/// <summary>Data of two worlds do not belong in one file.</summary>
public sealed class ProfileAgreementTests
{
    [Fact]
    public void A_profile_agrees_with_itself() => Assert.Empty(ProfileAgreement.Differences(Profile(), Profile()));

    [Fact]
    public void Another_material_is_named_with_both_values() => Assert.Equal(
        ["simulation.materials.cathode is LFP where the file has LixCoO2", "simulation.materials.anode is not set where the file has Li"],
        ProfileAgreement.Differences(
            Profile(materials: new() { ["cathode"] = "LixCoO2", ["anode"] = "Li" }), Profile(materials: new() { ["cathode"] = "LFP" })));

    [Fact]
    public void Another_setting_and_another_seed_are_named() => Assert.Equal(
        ["simulation.seed is 2 where the file has 1", "simulation.settings.temperature is 300 K where the file has nothing"],
        ProfileAgreement.Differences(Profile(), Profile(seed: 2, settings: new() { ["temperature"] = "300 K" })));

    private static RigProfile Profile(ulong seed = 1, Dictionary<string, string>? materials = null, Dictionary<string, string>? settings = null) => new()
    {
        Name = "rig",
        Instruments = [],
        Tip = new TipCalibration { Id = "a", StandoffAtContact = new Length(50e-9) },
        Simulation = new SimulationSpec { Sample = "battery-cross-section", Seed = seed, Materials = materials ?? [], Settings = settings ?? [] },
    };
}
