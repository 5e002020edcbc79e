using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Connects fake instruments to a rig.</summary>
internal static class FakeRig
{
    public static async Task<Rig> ConnectAsync(RigProfile profile, TimeProvider time, params IInstrument[] instruments)
    {
        var specs = instruments.Select(i => profile.Find(i.Id.Role) ?? Some.Spec(i.Id)).ToArray();
        return await Rig.ConnectAsync(profile with { Instruments = specs }, instruments.Select(i => new Factory(i)), time, CancellationToken.None);
    }

    /// <summary>Every role, hardware-timed unless told otherwise.</summary>
    public static Task<Rig> FullAsync(FakeBench bench, double[] frequenciesHz, bool hardwareTimed = true, RigProfile? profile = null, params IInstrument[] further) => ConnectAsync(
        profile ?? Some.Profile(), bench.Time,
        [new FakeStage(bench), new FakeProbe(bench), hardwareTimed ? new FakeListMicrowave(bench) : new FakeMicrowave(bench),
        hardwareTimed ? new FakeBinCounter(bench, frequenciesHz) : new FakeCounter(bench), new FakeLaser(bench), new FakeCurrentSource(bench), new FakeBiasField(bench), .. further]);

    private sealed class Factory(IInstrument instrument) : IDriverFactory
    {
        public string Key => instrument.Id.Driver;

        public string Role => instrument.Id.Role;

        public string Description => "fake";

        public IReadOnlyList<OptionDefinition> Options => [];

        public IInstrument Create(InstrumentSpec spec, DriverContext context) => instrument;
    }
}
