using NvScanner.Abstractions.Instruments;

namespace NvScanner.Benchmarks.Instant;

/// <summary>A rig without latency that plays prepared spectra.</summary>
internal static class InstantRig
{
    public static Task<Rig> ConnectAsync(double[] frequenciesHz, TimeProvider time)
    {
        var spectra = SyntheticCounts.Create(frequenciesHz, 256, 3000, seed: 7);
        IDriverFactory[] factories =
        [
            new InstantFactory(InstrumentRoles.Stage, () => new InstantStage()),
            new InstantFactory(InstrumentRoles.Probe, () => new InstantProbe()),
            new InstantFactory(InstrumentRoles.Microwave, () => new InstantMicrowave()),
            new InstantFactory(InstrumentRoles.Counter, () => new InstantCounter(spectra, frequenciesHz.Length)),
            new InstantFactory(InstrumentRoles.Laser, () => new InstantLaser()),
            new InstantFactory(InstrumentRoles.BiasField, () => new InstantBiasField()),
        ];
        var none = new Dictionary<string, string>();
        var profile = new RigProfile
        {
            Name = "instant",
            Tip = new TipCalibration(),
            Instruments = factories.Select(f => new InstrumentSpec(f.Role, f.Key, none, new Dictionary<string, (string, string)>())).ToArray(),
        };
        return Rig.ConnectAsync(profile, factories, time, CancellationToken.None);
    }
}
