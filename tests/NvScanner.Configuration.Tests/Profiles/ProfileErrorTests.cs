namespace NvScanner.Configuration.Tests.Profiles;

public class ProfileErrorTests
{
    [Theory]
    // instruments
    [InlineData(4, "  - role: stge", "instruments[0].role", "'stge' is not known, did you mean 'stage'?: allowed stage, probe, microwave, counter, laser, potentiostat, current-source, pulser, bias-field, temperature")]
    [InlineData(5, "    driver: simulated.stag", "instruments[0].driver", "there is no driver 'simulated.stag', did you mean 'simulated.stage'?: drivers of role stage are simulated.stage")]
    [InlineData(5, "    driver: simulated.laser", "instruments[0].driver", "'simulated.laser' is a driver of role laser, not stage", 5, 2)]
    [InlineData(4, "  - role: pulser", "instruments[0].driver", "'simulated.stage' is a driver of role stage, not pulser", 5, 2)]
    [InlineData(9, "  - { role: laser, driver: simulated.laser }", "instruments[2]", "role laser is filled twice (first by simulated.laser)")]
    [InlineData(9, "  - { role: pulser, driver: nothing }", "instruments[2].driver", "there is no driver 'nothing': there is none for role pulser")]
    // options
    [InlineData(6, "    options: { setling: 1 ms }", "instruments[0].options.setling", "simulated.stage has no such option, did you mean 'settling'?: allowed settling, axes, closed-loop")]
    [InlineData(6, "    options: { settling: 1 nm }", "instruments[0].options.settling", "'nm' is not a unit of duration")]
    [InlineData(6, "    options: { settling: [1 ms] }", "instruments[0].options.settling", "must be a single value: Settling time.")]
    [InlineData(6, "    options: { settling: }", "instruments[0].options.settling", "must be a single value")]
    [InlineData(6, "    options: { axes: 3.5 }", "instruments[0].options.axes", "'3.5' is not a whole number")]
    [InlineData(6, "    options: { closed-loop: yes }", "instruments[0].options.closed-loop", "'yes' is not a flag: allowed true, false")]
    [InlineData(6, "    options: { axes: 3, axes: 2 }", "instruments[0].options.axes", "appears twice")]
    [InlineData(6, "    options: fast", "instruments[0].options", "must be a section: options of the driver")]
    [InlineData(6, "    options: { settling: '${NO_SUCH_VARIABLE}' }", "instruments[0].options.settling", "the environment variable NO_SUCH_VARIABLE is not set")]
    [InlineData(8, "  - { role: laser, driver: simulated.laser, options: { shape: gaus } }", "instruments[1].options.shape", "'gaus' is not a choice, did you mean 'gauss'?: allowed flat, gauss")]
    [InlineData(9, "  - { role: counter, driver: simulated.counter, options: { a: 1 } }", "instruments[2].options.a", "simulated.counter has no such option: it takes none")]
    [InlineData(9, "  - { role: microwave, driver: real.microwave }", "instruments[2].options.address", "is missing, and real.microwave needs it: Network address.")]
    // limits
    [InlineData(7, "    limits: { w: [0 um, 10 um] }", "instruments[0].limits.w", "is not a limit of role stage: allowed x, y")]
    [InlineData(7, "    limits: { x: [0 V, 10 V] }", "instruments[0].limits.x[0]", "'V' is not a unit of length", 7, 2)]
    [InlineData(7, "    limits: { x: [10 um, 0 um] }", "instruments[0].limits.x", "the first value must be below the second")]
    [InlineData(7, "    limits: { x: 10 um }", "instruments[0].limits.x", "must be a list of two values: [low, high]")]
    [InlineData(9, "  - { role: counter, driver: simulated.counter, limits: { rate: [0 cps, 1 cps] } }", "instruments[2].limits.rate", "is not a limit of role counter: it has none")]
    // tip and the rest
    [InlineData(12, "  axis: { theta: 54.7 deg }", "tip.axis.phi", "is missing: write angle in deg")]
    [InlineData(12, "  axis: { theta: 190 deg, phi: 0 deg }", "tip.axis.theta", "is out of range: allowed angle in deg, rad, 0 deg to 180 deg")]
    [InlineData(11, "  id: tip-7\n  zero-field-splitting: 2.87 MHz", "tip.zero-field-splitting", "is out of range: allowed frequency in Hz, 2.5 GHz to 3.2 GHz", 12)]
    [InlineData(13, "  standoff-at-contact: -1 nm", "tip.standoff-at-contact", "-1 nm: at a stand-off of 0 or less the NV would lie in the sample")]
    [InlineData(13, "  standoff-at-contact: 0 nm", "tip.standoff-at-contact", "0 m: at a stand-off of 0 or less the NV would lie in the sample")]
    [InlineData(14, "  expected-contrast: 15", "tip.expected-contrast", "'15' is not allowed: number without unit, above 0 and at most 1")]
    [InlineData(14, "  expected-contrast: NaN", "tip.expected-contrast", "'NaN' is not allowed")]
    [InlineData(14, "  nitrogen: 13N", "tip.nitrogen", "'13N' is not known")]
    [InlineData(14, "  strain: 1 MHz", "tip.strain", "not available in this version")]
    [InlineData(15, "microwave-chain: { gain: 40 }", "microwave-chain.gain", "not available in this version: write rabi-at-0-dbm")]
    [InlineData(15, "microwave-chain: { amplifier-band: [4.2 GHz, 1 GHz] }", "microwave-chain.amplifier-band", "the first value must be below the second")]
    [InlineData(16, "safety: { order: [laser, laser] }", "safety.order[1]", "'laser' appears twice")]
    [InlineData(16, "safety: { order: [lazer] }", "safety.order[0]", "did you mean 'laser'?")]
    [InlineData(16, "safety: { deadline: 1 h }", "safety.deadline", "is out of range")]
    [InlineData(17, "moves: both", "moves", "'both' is not known: allowed tip, sample")]
    [InlineData(17, "moves: sample", "moves", "the simulated stage moves the tip")]
    [InlineData(17, "leads: none", "leads", "must be a list of 0 to 64")]
    [InlineData(17, "leads: [{ from: [0 m, 0 m], to: [0 m, 0 m, 10 mm] }]", "leads[0].from", "has 2 items: allowed 3 to 3")]
    [InlineData(17, "leads: [{ from: [0 m, 0 m, 1 km], to: [0 m, 0 m, 1 m] }]", "leads[0].from[2]", "is out of range")]
    [InlineData(17, "leads: [{ from: [0 m, 0 m, 1 m], to: [0 m, 0 m, 1 m] }]", "leads[0].to", "is where the piece begins")]
    // faults
    [InlineData(17, "faults: [{ kind: counter-hag, at: 3 h }]", "faults[0].kind", "'counter-hag' is not known, did you mean 'counter-hang'?")]
    [InlineData(17, "faults: [{ kind: counter-hang }]", "faults[0].at", "or every is missing: say when it strikes")]
    [InlineData(17, "faults: [{ kind: counter-hang, at: 3 h, every: 1 h }]", "faults[0].every", "is written beside at")]
    [InlineData(17, "faults: [{ kind: counter-hang, at: -1 s }]", "faults[0].at", "is out of range")]
    [InlineData(17, "faults: [{ kind: counter-hang, every: 0 s }]", "faults[0].every", "is out of range")]
    [InlineData(17, "faults: [{ kind: counter-hang, at: 1 s, for: 0 s }]", "faults[0].for", "is out of range")]
    [InlineData(17, "faults: [{ kind: counter-hang, at: 1 s, severity: 2 }]", "faults[0].severity", "has no meaning for counter-hang")]
    [InlineData(17, "faults: [{ kind: counter-saturation, at: 1 s, severity: much }]", "faults[0].severity", "'much' is not allowed: number without unit")]
    [InlineData(17, "faults: [{ kind: microwave-unlock, at: 1 s }]", "faults", "'microwave-unlock' needs an instrument of role microwave, and the profile has none")]
    [InlineData(18, "", "simulation", "is missing: stage (simulated.stage) needs a simulated sample", 1)]
    [InlineData(18, "simulation: { sample: strip }", "simulation.sample", "'strip' is not known: allowed test-strip, lco-particles, letter-f")]
    [InlineData(18, "simulation: { sample: letter-f, seed: -1 }", "simulation.seed", "'-1' is not allowed: whole number")]
    [InlineData(18, "simulation: { sample: letter-f, settings: { a: [1] } }", "simulation.settings.a", "must be a single value")]
    public void A_wrong_line_is_named_with_its_field(int line, string text, string field, string message, int problemLine = 0, int count = 1)
    {
        var problems = ProfileText.Problems(ProfileText.With(line, text));
        Assert.Equal(count, problems.Count);
        Assert.Equal(("rig.yaml", problemLine == 0 ? line : problemLine, field), (problems[0].File, problems[0].Line, problems[0].Field));
        Assert.Contains(message, problems[0].Message);
    }

    [Fact]
    public void Simulation_without_a_simulated_instrument_is_refused()
    {
        var problem = Assert.Single(ProfileText.Problems("""
            schema: 1
            name: real
            instruments: [{ role: microwave, driver: real.microwave, options: { address: here } }]
            tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
            simulation: { sample: letter-f }
            """));
        Assert.Equal((5, "simulation"), (problem.Line, problem.Field));
        Assert.Contains("no instrument is simulated", problem.Message);
    }

    [Fact]
    public void A_real_rig_has_no_faults_on_command()
    {
        var problem = Assert.Single(ProfileText.Problems("""
            schema: 1
            name: real
            instruments: [{ role: microwave, driver: real.microwave, options: { address: here } }]
            tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
            faults: [{ kind: microwave-hang, at: 1 h }]
            """));
        Assert.Equal((5, "faults"), (problem.Line, problem.Field));
        Assert.Contains("only simulated instruments", problem.Message);
    }

    [Fact]
    public void Problems_of_several_instruments_are_listed_together() =>
        Assert.Equal(
            [(6, "instruments[0].options.setling"), (8, "instruments[1].options.shape"), (10, "tip.standoff-at-contact")],
            ProfileText.Problems(ProfileText.With(6, "    options: { setling: 1 ms }").Replace("gauss", "square").Replace("standoff-at-contact", "id "))
                .Where(p => !p.Message.StartsWith("appears twice", StringComparison.Ordinal)).Select(p => (p.Line, p.Field)));
}
