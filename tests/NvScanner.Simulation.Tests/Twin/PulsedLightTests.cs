using System.Globalization;
using System.Text.Json;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Physics;
using NvScanner.Simulation.Tests.Drivers;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>What gated counts of the rig's pulse generator show, against reference vectors of Rabi and Ramsey that do not come from the twin, and the echo's closed form.</summary>
public class PulsedLightTests
{
    private const long Shots = 1_000_000_000; // some 7e7 counts: a population to 5e-4
    private const double Tolerance = 4e-3;
    private const double HardPulsesHz = 250e6; // a quarter turn takes the grid's 1 ns

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task RabiOscillationsAreThoseOfTheReference(int id)
    {
        var reference = Reference(id);
        var rabiHz = reference.GetProperty("rabi_Hz").GetDouble();
        return RunAsync(rabiHz, "1 s", "1 s", async rig =>
        {
            var population = await CalibrateAsync(rig, rabiHz);
            await DetuneAsync(rig, reference.GetProperty("detuning_Hz").GetDouble());
            var (times, expected) = Curve(reference, "P0_ideal");
            for (var i = 1; i < times.Length; i += 5)
                Assert.Equal(expected[i], population(await CountAsync(rig, (1, 0, times[i]))), Tolerance);
        });
    }

    [Theory]
    [InlineData(4, "P0_ideal", "1 s")]
    [InlineData(7, "P0_ideal", "1 s")]
    [InlineData(9, "P0_ideal", "1 s")]
    [InlineData(5, "P0_decayed", "1.5 us")]
    [InlineData(6, "P0_decayed", "5 us")]
    [InlineData(8, "P0_decayed", "1.5 us")]
    public Task RamseyFringesAreThoseOfTheReference(int id, string curve, string dephasingTime)
    {
        var reference = Reference(id);
        return RunAsync(HardPulsesHz, dephasingTime, "1 s", async rig =>
        {
            var population = await CalibrateAsync(rig, HardPulsesHz);
            await DetuneAsync(rig, reference.GetProperty("detuning_Hz").GetDouble());
            var isQuadrature = reference.GetProperty("final_pulse_phase_rad").GetDouble() > 1;
            var (times, expected) = Curve(reference, curve);
            for (var i = 1; i < times.Length; i += 5)
            {
                // the spin precesses for 2/pi of each quarter turn too: 1.3 ns of both
                var counts = await CountAsync(rig, (1, 0, 1), (0, 0, times[i] - 1), isQuadrature ? (0, 1, 1) : (1, 0, 1));
                Assert.Equal(expected[i], population(counts), 2 * Tolerance);
            }
        });
    }

    [Fact]
    public Task AnEchoBringsBackWhatTheStaticBathTookAndDecaysWithTheCoherenceTime() =>
        RunAsync(HardPulsesHz, "1 us", "20 us", async rig =>
        {
            var population = await CalibrateAsync(rig, HardPulsesHz);
            await DetuneAsync(rig, 0.3e6);
            foreach (var half in new[] { 2000, 5000, 10_000 })
            {
                var echo = await CountAsync(rig, (1, 0, 1), (0, 0, half), (1, 0, 2), (0, 0, half), (1, 0, 1));
                Assert.Equal(0.5 + 0.5 * Math.Exp(-Math.Pow(2 * half / 20e3, 1.5)), population(echo), 2 * Tolerance);
                var ramsey = await CountAsync(rig, (1, 0, 1), (0, 0, 2 * half), (1, 0, 1));
                Assert.Equal(0.5, population(ramsey), 2 * Tolerance);
            }
        });

    [Fact]
    public Task WithoutLightOnlyTheDarkCountsAreSeen() =>
        RunAsync(5e6, "1 us", "20 us", async rig =>
        {
            Assert.True(await CountAsync(rig) > 1e6);
            await rig.Require<ILaser>(InstrumentRoles.Laser).MakeSafeAsync(default);
            Assert.Equal(0, await CountAsync(rig));
        });

    [Fact]
    public Task CountsThatBelongToNoGateAreRefused() =>
        RunAsync(5e6, "1 us", "20 us", async rig =>
        {
            var counter = rig.Require<IGatedCounter>(InstrumentRoles.Counter);
            await Assert.ThrowsAsync<InstrumentException>(async () => await counter.ReadGatesAsync(new uint[1], default));
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await counter.ArmGatesAsync(0, default));
            var pulser = rig.Require<IPulseGenerator>(InstrumentRoles.Pulser);
            await pulser.LoadAsync(Shot(), default);
            await counter.ArmGatesAsync(2, default);
            await Assert.ThrowsAsync<ArgumentException>(async () => await counter.ReadGatesAsync(new uint[1], default));
            await pulser.PlayAsync(1000, default);
            var wrong = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.ReadGatesAsync(new uint[2], default));
            Assert.Contains("armed for 2 gates, but a repetition of the sequence opens 1", wrong.Message);

            await counter.ArmGatesAsync(1, default);
            await pulser.PlayAsync(100_000_000_000, default);
            var overflow = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.ReadGatesAsync(new uint[1], default));
            Assert.Contains("overflow", overflow.Message);
        });

    [Fact]
    public void LanesSideBySideChangeWhereAnyOfThemDoes()
    {
        var sequence = new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>>
        {
            ["laser"] = [new PulseStep(1, 30), new PulseStep(0, 70)],
            ["microwave-q"] = [new PulseStep(0, 50), new PulseStep(-0.5, 50)],
            ["gate"] = [new PulseStep(1, 10), new PulseStep(1, 20), new PulseStep(0, 70)],
        });
        (double Nanoseconds, bool, double, double, bool)[] expected =
            [(10, true, 0, 0, true), (20, true, 0, 0, true), (20, false, 0, 0, false), (50, false, 0, -0.5, false)];
        Assert.Equal(expected, PulseInterval.Of(sequence).Select(i => (Math.Round(1e9 * i.Seconds, 6), i.Laser, i.InPhase, i.Quadrature, i.Gate)));
    }

    // an ideal spin but for the two times: no nucleus, no stray light, no noise but the photons'
    private static Task RunAsync(double rabiHz, string dephasingTime, string coherenceTime, Func<Rig, Task> body)
    {
        var profile = SimulatedRig.Profile(settings: new()
        {
            ["dephasing-time"] = dephasingTime,
            ["coherence-time"] = coherenceTime,
            ["relaxation-time"] = "100 s",
            ["rabi-at-0dBm"] = (rabiHz / 1e6).ToString(CultureInfo.InvariantCulture) + " MHz",
            ["scatter-at-1mW"] = "0 cps",
            ["dark-rate"] = "0 cps",
        }, options: role =>
        {
            var options = SimulatedRig.WithoutLatency(role);
            if (role == InstrumentRoles.Laser) options["power-noise"] = "0";
            if (role == InstrumentRoles.Counter) options["dead-time"] = "0 s";
            return options;
        });
        return SimulatedRig.RunAsync(profile with { Tip = profile.Tip with { Nitrogen = "none" } }, async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 2e-3);
            await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetPowerAsync(new RfPower(0), default);
            await DetuneAsync(rig, 0);
            await body(rig);
        });
    }

    // from the lower line, as the truth has it
    private static async Task DetuneAsync(Rig rig, double hertz)
    {
        var truth = rig.Truth!.ReadTruth();
        var line = truth.ZeroFieldSplittingHz - PhysicalConstants.GyromagneticRatioHzPerTesla * truth.ParallelFieldTesla;
        await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetFrequencyAsync(new Frequency(line + hertz), default);
    }

    // population of the lowest level from counts, by those without pulse and after half a turn
    private static async Task<Func<double, double>> CalibrateAsync(Rig rig, double rabiHz)
    {
        double bright = await CountAsync(rig), dark = await CountAsync(rig, (1, 0, 0.5e9 / rabiHz));
        Assert.InRange(dark / bright, 0.4, 0.8);
        return counts => (counts - dark) / (bright - dark);
    }

    private static async Task<double> CountAsync(Rig rig, params (double I, double Q, double Nanoseconds)[] pulses)
    {
        var counter = rig.Require<IGatedCounter>(InstrumentRoles.Counter);
        var pulser = rig.Require<IPulseGenerator>(InstrumentRoles.Pulser);
        var counts = new uint[1];
        await pulser.LoadAsync(Shot(pulses), default);
        await counter.ArmGatesAsync(1, default);
        await pulser.PlayAsync(Shots, default);
        await counter.ReadGatesAsync(counts, default);
        return counts[0];
    }

    // light that first reads the last shot, then polarises for long; darkness; the pulses
    private static PulseSequence Shot(params (double I, double Q, double Nanoseconds)[] pulses)
    {
        const long gate = 300, light = 20_000, wait = 1000;
        var steps = pulses.Where(pulse => pulse.Nanoseconds >= 1).Select(pulse => (pulse.I, pulse.Q, Length: (long)Math.Round(pulse.Nanoseconds))).ToArray();
        var dark = wait + steps.Sum(step => step.Length);
        return new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>>
        {
            ["laser"] = [new PulseStep(1, light), new PulseStep(0, dark)],
            ["gate"] = [new PulseStep(1, gate), new PulseStep(0, light - gate + dark)],
            ["microwave-i"] = [new PulseStep(0, light + wait), .. steps.Select(step => new PulseStep(step.I, step.Length))],
            ["microwave-q"] = [new PulseStep(0, light + wait), .. steps.Select(step => new PulseStep(step.Q, step.Length))],
        });
    }

    private static JsonElement Reference(int id)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "pulsed.json")));
        return document.RootElement.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetInt32() == id).Clone();
    }

    // times in ns
    private static (double[] Times, double[] Populations) Curve(JsonElement reference, string name) => (
        [.. reference.GetProperty("time_s").EnumerateArray().Select(time => 1e9 * time.GetDouble())],
        [.. reference.GetProperty(name).EnumerateArray().Select(population => population.GetDouble())]);
}
