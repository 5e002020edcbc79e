using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Twin;

/// <summary>Puts the world of a rig together from the profile: sample, tip, settings and faults.</summary>
internal static class WorldBuilder
{
    private static readonly Dictionary<string, NvPhotophysics> Centres = new(StringComparer.Ordinal)
    {
        ["robledo-2011"] = NvPhotophysics.Robledo2011,
        ["tetienne-2012"] = NvPhotophysics.Tetienne2012,
        ["manson-2006"] = NvPhotophysics.Manson2006,
    };

    /// <summary>The world of a rig; throws <see cref="InstrumentException"/> naming every wrong setting.</summary>
    public static SimulatedWorld Create(DriverContext context)
    {
        var profile = context.Profile;
        var id = new InstrumentId("simulation", profile.Name);
        var spec = profile.Simulation
            ?? throw new InstrumentException(id, "simulated drivers need a 'simulation' section in the profile that names the sample");
        var settings = new WorldSettings(spec);
        var sample = SampleCatalogue.Find(spec.Sample, new SampleContext(settings, spec.Seed, profile.Leads, id))
            ?? throw new InstrumentException(id, $"there is no simulated sample '{spec.Sample}'; choose one of {string.Join(", ", SampleCatalogue.Names)}");
        var seed = spec.Seed;
        var tip = Tip(settings, profile, id);

        var time = new RigTime(context.Time);
        var noise = new MeasurementNoise(seed);
        var changes = new StateChanges();
        var faults = new FaultInjector(seed, profile.Faults);
        var drift = new ThermalDrift(
            seed, settings.GetImperfection<Length>("drift-walk").Metres, settings.GetImperfection<Length>("drift-way").Metres,
            settings.GetImperfection<Duration>("drift-decay").Seconds);
        var scanner = new Scanner(settings.GetImperfection("servo-residue"), noise, drift, faults, changes);
        var height = new TipHeight(sample, tip.StandoffAtContactMetres, noise, drift, faults, changes);
        var habits = new LaserHabits(
            settings.GetImperfection("laser-warm-up"), settings.GetImperfection<Duration>("laser-warm-up-time").Seconds,
            settings.GetImperfection("laser-drift"), settings.GetImperfection<Duration>("laser-drift-time").Seconds);
        var light = new Illumination(habits, noise, seed, faults, changes);
        var microwave = new MicrowaveOutput(faults, changes);
        var bias = new BiasCoil(
            settings.GetImperfection("bias-drift"), settings.GetImperfection<Duration>("bias-drift-time").Seconds,
            settings.GetImperfection<MagneticField>("bias-ripple").Tesla, noise, seed, changes);
        var conductor = new Conductor(changes);
        var cell = new CellCircuit(
            sample.Cell, settings.GetImperfection<Current>("photocurrent-at-1mW").Amperes * 1e3,
            settings.GetImperfection<Current>("microwave-current-at-0dBm").Amperes, light, microwave, faults);
        changes.Announced += cell.PrepareForChange;
        faults.FollowBy(cell.AdvanceTo);
        var heat = new HeatBalance(
            settings.Get("temperature", new Temperature(SimulatedTip.ReferenceKelvin)).Kelvin,
            settings.GetImperfection<Temperature>("laser-heating-at-1mW").Kelvin * 1e3, settings.GetImperfection<Temperature>("sample-heating-at-1mW").Kelvin * 1e3,
            settings.GetImperfection<Temperature>("microwave-heating-at-0dBm").Kelvin, faults);
        var fluorescence = new Fluorescence(time, sample, tip, scanner, height, light, microwave, bias, conductor, cell, heat, faults, changes);
        var detector = new PhotonDetector(time, fluorescence, light, microwave, tip.DarkRate, noise, faults);
        settings.ThrowIfWrong(id);
        return new SimulatedWorld
        {
            Seed = seed,
            Time = time,
            Noise = noise,
            Faults = faults,
            Sample = sample,
            Scanner = scanner,
            Height = height,
            Light = light,
            Microwave = microwave,
            Bias = bias,
            Conductor = conductor,
            Cell = cell,
            Fluorescence = fluorescence,
            Detector = detector,
            Pulses = new PulsedLight(time, fluorescence, tip, light, microwave, detector),
        };
    }

    private static SimulatedTip Tip(WorldSettings settings, RigProfile profile, InstrumentId id) => new()
    {
        Frame = NvFrame.FromDegrees(
            settings.Get("axis-theta", profile.Tip.AxisTheta).Degrees, settings.Get("axis-phi", profile.Tip.AxisPhi).Degrees),
        ZeroFieldSplittingHz = settings.Get("zero-field-splitting", profile.Tip.ZeroFieldSplitting).Hertz,
        StrainHz = settings.Get("strain", new Frequency(0)).Hertz,
        StandoffAtContactMetres = settings.Get("standoff-at-contact", profile.Tip.StandoffAtContact).Metres,
        Photophysics = Photophysics(settings, profile, id),
        ScatterPerWatt = settings.Get("scatter-at-1mW", new PhotonRate(10e3)).CountsPerSecond * 1e3,
        DarkRate = settings.Get("dark-rate", new PhotonRate(300)).CountsPerSecond,
        RabiAtZeroDbmHz = settings.Get("rabi-at-0dBm", profile.MicrowaveChain.RabiAtZeroDbm).Hertz,
    };

    private static NvPhotophysics Photophysics(WorldSettings settings, RigProfile profile, InstrumentId id)
    {
        var centre = settings.GetChoice("photophysics", Centres, "robledo-2011") with
        {
            Nitrogen = SimulatedTip.ParseNitrogen(profile.Tip.Nitrogen, id),
            InhomogeneousDephasingSeconds = settings.Get("dephasing-time", new Duration(NvPhotophysics.Robledo2011.InhomogeneousDephasingSeconds)).Seconds,
            CoherenceSeconds = settings.Get("coherence-time", new Duration(NvPhotophysics.Robledo2011.CoherenceSeconds)).Seconds,
            RelaxationSeconds = settings.Get("relaxation-time", new Duration(NvPhotophysics.Robledo2011.RelaxationSeconds)).Seconds,
        };
        var rate = settings.Get("saturated-rate", new PhotonRate(1.49e6)).CountsPerSecond;
        var power = settings.Get("saturation-power", new OpticalPower(600e-6)).Watts;
        try
        {
            centre = centre.WithSaturation(rate, power);
            centre.ThrowIfNotPhysical();
            return centre;
        }
        catch (ArgumentException impossible)
        {
            throw new InstrumentException(id, "simulation settings: " + impossible.Message, impossible);
        }
    }
}
