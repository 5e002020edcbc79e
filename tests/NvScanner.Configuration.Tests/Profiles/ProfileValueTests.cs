using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Configuration.Tests.Profiles;

public class ProfileValueTests
{
    private static RigProfile Parse(string text, params string[] settings) =>
        ProfileLoader.Parse(text, "rig.yaml", SomeDrivers.All, settings, name => name == "RIG_PASSWORD" ? "hunter2" : null).Value;

    [Fact]
    public void The_scanner_of_a_real_rig_may_move_the_sample() => Assert.Equal(MovingPart.Sample, Parse("""
        schema: 1
        name: real rig
        instruments: [{ role: microwave, driver: real.microwave, options: { address: here } }]
        tip: { id: tip-7, axis: { theta: 54.7 deg, phi: 90 deg }, standoff-at-contact: 55 nm }
        moves: sample
        """).Moves);

    [Fact]
    public void Every_key_reaches_the_record()
    {
        var profile = Parse(ProfileText.Good.Replace("  expected-contrast: 0.15", """
              expected-contrast: 0.2
              expected-rate: 500 kcps
              expected-linewidth: 7 MHz
              zero-field-splitting: 2.8705 GHz
              zero-field-splitting-uncertainty: 20 kHz
              nitrogen: 15N
            """).Replace("max-input: 0 dBm", "max-input: 3 dBm, rabi-at-0-dbm: 2 MHz"));

        Assert.Equal("a rig", profile.Name);
        Assert.Equal(["stage", "laser", "counter"], profile.Instruments.Select(i => i.Role));
        Assert.Equal(("0 um", "10 um"), profile.Find("stage")!.Limits["x"]);
        Assert.Equal(
            new TipCalibration
            {
                Id = "tip-7",
                ZeroFieldSplitting = new Frequency(2.8705e9),
                ZeroFieldSplittingUncertainty = new Frequency(20e3),
                AxisTheta = new Angle(54.7),
                AxisPhi = new Angle(90),
                StandoffAtContact = Length.Parse("55 nm"),
                Nitrogen = "15N",
                ExpectedRate = new PhotonRate(500e3),
                ExpectedContrast = 0.2,
                ExpectedLinewidth = new Frequency(7e6),
            },
            profile.Tip);
        Assert.Equal((1e9, 4.2e9), (profile.MicrowaveChain.AmplifierBand!.Value.Minimum.Hertz, profile.MicrowaveChain.AmplifierBand.Value.Maximum.Hertz));
        Assert.Equal((3.0, 2e6), (profile.MicrowaveChain.MaximumInput!.Value.Dbm, profile.MicrowaveChain.RabiAtZeroDbm.Hertz));
        Assert.Equal(["laser", "microwave"], profile.Safety.Order);
        Assert.Equal(TimeSpan.FromSeconds(1), profile.Safety.Deadline);
        Assert.Equal(MovingPart.Tip, profile.Moves);
        Assert.Equal(("letter-f", 7UL, "298 K"), (profile.Simulation!.Sample, profile.Simulation.Seed, profile.Simulation.Settings["temperature"]));
    }

    [Fact]
    public void Faults_and_leads_reach_the_record()
    {
        var profile = Parse(ProfileText.Good + """
            faults:
              - { kind: counter-hang, at: 3 h }
              - { kind: laser-power-sag, every: 2 h, for: 30 s, severity: 0.5 }
            leads: [{ from: [-10 mm, 0 m, 0 m], to: [0 m, 0 m, 2 mm] }]
            """);
        Assert.Equal(
            [
                new FaultSpec { Kind = FaultKinds.Hang("counter"), At = TimeSpan.FromHours(3) },
                new FaultSpec { Kind = FaultKinds.LaserPowerSag, Every = TimeSpan.FromHours(2), For = TimeSpan.FromSeconds(30), Severity = 0.5 },
            ],
            profile.Faults);
        Assert.Equal([new Lead(new Vector3(-0.01, 0, 0), new Vector3(0, 0, 0.002))], profile.Leads);
    }

    [Fact]
    public void The_tip_has_the_defaults_of_its_record()
    {
        var standard = new TipCalibration();
        var tip = Parse(ProfileText.With(14, "")).Tip;
        Assert.Equal(standard with { Id = tip.Id, AxisTheta = tip.AxisTheta, AxisPhi = tip.AxisPhi, StandoffAtContact = tip.StandoffAtContact }, tip);
    }

    [Fact]
    public void Defaults_of_the_driver_are_filled_in()
    {
        var stage = Parse(ProfileText.Good).Find("stage")!;
        Assert.Equal(TimeSpan.FromMilliseconds(1), stage.GetDuration("settling"));
        Assert.Equal(3, stage.GetInteger("axes"));
        Assert.True(stage.GetFlag("closed-loop"));
    }

    [Fact]
    public void A_secret_comes_from_the_environment_and_is_not_in_the_text_that_is_stored()
    {
        var text = ProfileText.With(9, "  - { role: microwave, driver: real.microwave, options: { address: here, password: 'x-${RIG_PASSWORD}' } }");
        foreach (var settings in new string[][] { [], ["simulation.seed=9"] })
        {
            var profile = Parse(text, settings);
            Assert.Equal("x-hunter2", profile.Find("microwave")!.Text("password"));
            Assert.Contains("${RIG_PASSWORD}", profile.SourceText);
            Assert.DoesNotContain("hunter2", profile.SourceText);
        }
    }

    [Fact]
    public void A_wrong_secret_is_not_printed()
    {
        var text = ProfileText.With(6, "    options: { settling: '${RIG_PASSWORD}' }");
        var thrown = Assert.Throws<ConfigurationException>(() => Parse(text));
        Assert.DoesNotContain("hunter2", thrown.Message);
        Assert.Contains("the value of ${RIG_PASSWORD} is not a valid duration", thrown.Message);
    }

    [Fact]
    public void Settings_reach_an_instrument_by_its_role_and_by_its_number()
    {
        var profile = Parse(ProfileText.Good, "instruments.stage.options.settling=3 ms", "instruments[1].options.shape=flat", "simulation.seed=18446744073709551615");
        Assert.Equal(TimeSpan.FromMilliseconds(3), profile.Find("stage")!.GetDuration("settling"));
        Assert.Equal("flat", profile.Find("laser")!.Text("shape"));
        Assert.Equal(ulong.MaxValue, profile.Simulation!.Seed);
        Assert.Equal(profile.Instruments.Select(i => i.Driver), Parse(profile.SourceText).Instruments.Select(i => i.Driver));
    }

    [Fact]
    public void A_problem_found_later_is_placed_by_role() =>
        Assert.Equal(8, ProfileLoader.Parse(ProfileText.Good, "rig.yaml", SomeDrivers.All).At("instruments.laser.options.power", "too strong").Line);
}
