using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Preflight;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

public sealed class PlanPreflightTests
{
    private static readonly FrequencyWindow Near2870 = new(2.81e9, 2.93e9, 121);

    private static RigProfile Tip14N => Some.Profile() with { Tip = new TipCalibration() };

    private static ScanPlan Shipped => Some.Plan().With(p => p with { Windows = [Near2870] });

    private static RigProfile Limited(string role, string limit, string low, string high) => Tip14N with
    {
        Instruments = [new InstrumentSpec(role, "fake." + role, new Dictionary<string, string>(), new Dictionary<string, (string, string)> { [limit] = (low, high) })],
    };

    private static PlanProblem Single(ScanPlan plan, RigProfile profile) => Assert.Single(PlanPreflight.Check(plan with { ConductorCurrent = null }, profile));

    [Fact]
    public void A_plan_whose_lines_lie_in_its_windows_passes() => Assert.Empty(PlanPreflight.Check(Shipped with { ConductorCurrent = null }, Tip14N));

    [Fact]
    public void The_predicted_lines_are_those_of_the_product_page()
    {
        var model = FieldModel.For(Shipped, Tip14N);
        Assert.Equal(2827.96e6, model.LinesAt(0).LowerHz, 5e3);
        Assert.Equal(2912.04e6, model.LinesAt(0).UpperHz, 5e3);
        var strong = FieldModel.For(Shipped with { BiasField = new BiasFieldPlan(new MagneticField(80e-3)) }, Tip14N);
        Assert.Equal(628.0e6, strong.LinesAt(0).LowerHz, 0.1e6);
        Assert.Equal(5112.0e6, strong.LinesAt(0).UpperHz, 0.1e6);
    }

    [Fact]
    public void A_line_outside_every_window_is_named_with_its_frequency()
    {
        var problem = Single(Shipped.With(p => p with { Lines = MeasuredLines.Lower }) with { BiasField = new BiasFieldPlan(new MagneticField(2.2e-3)) }, Tip14N);
        Assert.Equal("protocol.frequencies", problem.Field);
        Assert.StartsWith("the lower line is predicted at 2.80835 GHz and lies inside none of the windows 2.81 GHz to 2.93 GHz", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_the_expected_field_pushes_out_of_its_window_is_refused()
    {
        var plan = Shipped with { ExpectedField = new MagneticField(0.7e-3) };
        var problems = PlanPreflight.Check(plan with { ConductorCurrent = null }, Tip14N);
        Assert.Equal(2, problems.Count);
        Assert.Contains("the lower line is predicted at 2.82796 GHz, from 2.80835 GHz to 2.84758 GHz with the expected field of 700 uT,", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("the upper line", problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("2.81 GHz to 2.93 GHz", problems[1].Message, StringComparison.Ordinal);
        Assert.Empty(PlanPreflight.Check(plan with { ConductorCurrent = null, ExpectedField = new MagneticField(0.6e-3) }, Tip14N));
    }

    [Fact]
    public void Only_measured_lines_are_checked()
    {
        var plan = Shipped.With(p => p with { Lines = MeasuredLines.Lower, Windows = [new FrequencyWindow(2.80e9, 2.86e9, 61)] });
        Assert.Empty(PlanPreflight.Check(plan with { ConductorCurrent = null }, Tip14N));
        Assert.Contains("upper", Single(plan.With(p => p with { Lines = MeasuredLines.Both }), Tip14N).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_of_the_band_may_not_lie_in_two_windows()
    {
        var plan = Shipped.With(p => p with { Windows = [new FrequencyWindow(2.81e9, 2.8275e9, 30), new FrequencyWindow(2.8285e9, 2.93e9, 100)] }) with { ExpectedField = new MagneticField(0.1e-3) };
        Assert.Contains("lower", Single(plan, Tip14N).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_outside_the_amplifiers_band_is_refused()
    {
        var profile = Tip14N with { MicrowaveChain = new MicrowaveChain { AmplifierBand = new QuantityRange<Frequency>(new Frequency(2.5e9), new Frequency(2.9e9)) } };
        var fields = PlanPreflight.Check(Shipped with { ConductorCurrent = null }, profile).Select(p => p.Field);
        Assert.Equal(["bias-field.magnitude", "protocol.frequencies"], fields);
    }

    [Theory]
    [InlineData(InstrumentRoles.Microwave, "frequency", "2.82 GHz", "4 GHz", "protocol.frequencies")]
    [InlineData(InstrumentRoles.Microwave, "power", "-30 dBm", "-10 dBm", "microwave.power")]
    [InlineData(InstrumentRoles.Laser, "power", "0 W", "100 uW", "laser.power")]
    [InlineData(InstrumentRoles.Stage, "x", "0 um", "0.3 um", "scan.size")]
    public void Set_points_outside_the_profiles_limits_are_refused(string role, string limit, string low, string high, string field) =>
        Assert.Equal(field, Single(Shipped, Limited(role, limit, low, high)).Field);

    [Fact]
    public void A_lift_outside_the_profiles_limits_is_refused()
    {
        var lifted = Shipped with { Scan = Shipped.Scan with { Height = new HeightPlan(HeightMode.Lift, new Length(600e-9)) } };
        var problem = Single(lifted, Limited(InstrumentRoles.Probe, "lift", "0 nm", "500 nm"));
        Assert.Equal("scan.height.distance", problem.Field);
        Assert.Contains("600 nm is outside the profile's limits of the probe, 0 m to 500 nm", problem.Message, StringComparison.Ordinal);
        Assert.Empty(PlanPreflight.Check(lifted with { ConductorCurrent = null }, Limited(InstrumentRoles.Probe, "lift", "0 nm", "700 nm")));
    }

    [Fact]
    public void A_reference_position_outside_the_stage_is_refused() => Assert.Equal("reference.at",
        Single(Shipped with { Reference = new ReferencePlan(ReferenceMode.Position, 1, 9e-6, 0) }, Limited(InstrumentRoles.Stage, "x", "-1 um", "5 um")).Field);

    [Fact]
    public void A_conductor_current_without_a_source_is_refused() =>
        Assert.Equal("current-source.current", Assert.Single(PlanPreflight.Check(Shipped, Tip14N)).Field);

    [Fact]
    public void A_model_with_another_number_of_lines_is_refused() =>
        Assert.Equal("protocol.fit.model", Single(Shipped.With(p => p with { FitModel = "lorentzian1" }), Tip14N).Field);

    [Theory] // product.md: full sweep at 300 kcps, C 15 %, FWHM 6 MHz, 14N: 13 uT at 0.48 s, 5.3 uT at 3 s
    [InlineData(4, 13e-6)]
    [InlineData(25, 5.3e-6)]
    public void The_bound_of_the_shipped_sweep_is_that_of_the_product_page(int sweeps, double sigmaTesla)
    {
        var plan = Shipped;
        var one = StopRuleForecast.SigmaOfOneSweep(plan.Protocol.FrequenciesHz(), plan.Protocol, FieldModel.For(plan, Tip14N), Tip14N.Tip);
        Assert.Equal(sigmaTesla, one / Math.Sqrt(sweeps), 0.03 * sigmaTesla);
    }

    [Fact]
    public void A_stop_rule_that_max_time_cannot_meet_is_refused_with_what_can_be_reached_and_what_it_takes()
    {
        var rule = new StopRule(new MagneticField(5e-6), TimeSpan.FromSeconds(3));
        var problem = Single(Shipped.With(p => p with { Stop = rule }), Tip14N);
        Assert.Equal("protocol.stop.sigma-b", problem.Field);
        Assert.Matches(@"5 uT cannot be reached within max-time, 3 s: .* the Cramér-Rao bound is 5\.\d+ uT, and 5 uT takes at least 3\.\d+ s", problem.Message);
        Assert.Empty(PlanPreflight.Check(Shipped.With(p => p with { Stop = rule with { SigmaB = new MagneticField(6e-6) } }) with { ConductorCurrent = null }, Tip14N));
    }

    [Theory]
    [InlineData(MeasuredLines.Upper, "the lower line, predicted at 2.82796 GHz")]
    [InlineData(MeasuredLines.Lower, "the upper line, predicted at 2.91204 GHz")]
    public void One_line_is_not_measured_in_a_window_that_holds_both(MeasuredLines lines, string named)
    {
        // a fit of one line would take the other for it: fields of the wrong sign that look converged
        var problem = Single(Shipped.With(p => p with { Lines = lines }), Tip14N);
        Assert.Equal("protocol.lines", problem.Field);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_line_is_not_swept_nothing_is_said_of_the_stop_rule()
    {
        var problems = PlanPreflight.Check(Shipped with { BiasField = new BiasFieldPlan(new MagneticField(4e-3)), ConductorCurrent = null }, Tip14N);
        Assert.All(problems, problem => Assert.Equal("protocol.frequencies", problem.Field));
    }

    [Fact]
    public void Sweeps_that_take_longer_than_max_time_are_refused()
    {
        var rule = new StopRule(new MagneticField(6e-6), TimeSpan.FromSeconds(0.4));
        Assert.Equal("protocol.stop.max-time", Single(Shipped.With(p => p with { Stop = rule }), Tip14N).Field);
    }

    [Fact]
    public void Aligned_fields_of_the_shipped_plans_give_no_warning()
    {
        Assert.Empty(PlanPreflight.Warnings(Shipped, Tip14N));
        Assert.Empty(PlanPreflight.Warnings(Shipped with { BiasField = new BiasFieldPlan(new MagneticField(80e-3)) }, Tip14N));
    }

    [Theory]
    [InlineData(51e-3, null, "excited-state level anticrossing")]
    [InlineData(100e-3, null, "ground-state level anticrossing")]
    [InlineData(100e-3, 53.7, "off the NV axis")] // one degree off at 100 mT tilts the response by some 24 degrees
    [InlineData(30e-3, 0.0, "mixes the spin states")]
    public void Fields_that_mix_or_polarise_are_warned_of(double magnitude, double? theta, string text)
    {
        var direction = theta is { } degrees ? new Angle(degrees) : (Angle?)null;
        var plan = Shipped with { BiasField = new BiasFieldPlan(new MagneticField(magnitude), direction, direction is null ? null : new Angle(0)) };
        Assert.Contains(PlanPreflight.Warnings(plan, Tip14N), warning => warning.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_instruments_and_their_own_limits_are_found_on_the_connected_rig()
    {
        using var run = new TestRun();
        var plan = Shipped.With(p => p with { Timing = SweepTiming.Hardware }) with { Reference = new ReferencePlan(ReferenceMode.Retracted), MicrowavePower = new RfPower(20) };
        await using var rig = await FakeRig.ConnectAsync(Tip14N, run.Clock, new FakeStage(run.Bench), new FakeMicrowave(run.Bench), new FakeCounter(run.Bench));
        var problems = RigPreflight.Check(plan with { ConductorCurrent = null }, rig);
        Assert.Equal(["microwave.power", "profile.instruments", "profile.instruments", "protocol.timing"], problems.Select(p => p.Field));
        Assert.Contains("'laser'", problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("'probe'", problems[2].Message, StringComparison.Ordinal);
        Assert.Contains("plays no frequency list", problems[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lift_beyond_the_probes_range_is_found_before_the_approach()
    {
        using var run = new TestRun();
        var plan = Shipped with { Scan = Shipped.Scan with { Height = new HeightPlan(HeightMode.Lift, new Length(2.1e-6)) } };
        var outcome = await run.GoAsync(plan);
        Assert.Equal("scan.height.distance", Assert.Single(outcome.Problems).Field);
        Assert.Contains("2.1 um is outside the range of probe (fake.probe), 0 m to 2 um", outcome.Problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(run.Bench.Calls);
    }
}
