using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Simulation.Tests.Drivers;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>A sine in the cell's current swings the field: what is fast against a bin averages in the light, what is slow is followed, and nothing depends on where a sweep happens to begin.</summary>
public class SwingingLightTests
{
    private static readonly CwResponse Centre = new(NvPhotophysics.Robledo2011.WithSaturation(1.49e6, 600e-6), 150e-6, 1.1e6);
    private static readonly double[] Frequencies = [.. Enumerable.Range(-8, 17).Select(i => 2827.96e6 + i * 0.75e6)];

    [Theory]
    [InlineData(1e-6, 3.7, 1e-6)]
    [InlineData(20e-6, 0.4, 2e-5)] // 0.56 MHz: a fifth of the line
    [InlineData(20e-6, 1.6, 2e-5)]
    [InlineData(20e-6, 1234.56, 2e-5)]
    [InlineData(60e-6, 0.9, 2e-3)] // 1.7 MHz
    public void The_mean_over_any_stretch_is_that_of_many_phases(double amplitudeTesla, double periods, double tolerance)
    {
        const double hertz = 17.3, phase = 0.8, from = 100.013;
        CwSpectrum At(double part) => Centre.SpectrumAt(new Vector3d(0, 0, 1.5e-3 + part * amplitudeTesla));
        var light = new SwingingLight();
        light.Swing(At, hertz, phase, 100);
        light.Take(Frequencies);
        var (rates, sums) = (new double[Frequencies.Length], new double[Frequencies.Length]);
        const int nodes = 4000;
        for (var node = 0; node < nodes; node++)
        {
            var time = from + (node + 0.5) / nodes * periods / hertz - 100;
            At(Math.Cos(2 * Math.PI * hertz * time + phase)).RatesAt(Frequencies, rates);
            for (var i = 0; i < rates.Length; i++) sums[i] += rates[i] / nodes;
        }
        for (var i = 0; i < rates.Length; i++) Assert.Equal(1, light.MeanAt(i, from, periods / hertz) / sums[i], tolerance);
    }

    // 50 mA through 1 cm² of a cell 100 mm deep: 31.4 uT along y, of which the NV sees sin 54.7 degrees, 25.7 uT
    private static Task OnRigAsync(double hertz, Func<Rig, Task> body) => WorldFixture.RunAsync(
        new() { ["bulk-depth"] = "100 mm", ["voxel"] = "312.5 nm", ["particle-diameter"] = "2.5 um", ["lithium-content"] = "0.6", ["current-path"] = "electrons-only" },
        async (rig, _) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(0)), default);
            await rig.Require<IAcModulator>(InstrumentRoles.Potentiostat).SetModulationAsync(new Current(50e-3), new Frequency(hertz), default);
            await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(20e-6, 10e-6, 0), default);
            await body(rig);
        }, "battery-cross-section");

    [Fact]
    public Task What_is_faster_than_a_gate_averages_and_does_not_scatter() => OnRigAsync(1234.5, async rig =>
    {
        // on a flank, where 26 uT move the light by some per cent
        await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetFrequencyAsync(new Frequency(2826.6e6), default);
        var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
        var counts = new List<double>();
        for (var gate = 0; gate < 400; gate++) counts.Add(await counter.CountAsync(TimeSpan.FromSeconds(0.0237), default));
        var (mean, variance) = (counts.Average(), counts.Sum(count => Math.Pow(count - counts.Average(), 2)) / (counts.Count - 1));
        Assert.InRange(variance / mean, 0.75, 1.3); // shot noise alone, 7 % standard deviation
        Assert.InRange(rig.Truth!.ReadTruth().ParallelFieldTesla, 1.47e-3, 1.53e-3);
    });

    [Fact]
    public Task What_is_slower_than_a_sweep_is_followed_by_light_and_truth() => OnRigAsync(0.05, async rig =>
    {
        await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetFrequencyAsync(new Frequency(2826.6e6), default);
        var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
        var (counts, fields) = (new List<double>(), new List<double>());
        for (var second = 0; second < 20; second++)
        {
            counts.Add(await counter.CountAsync(TimeSpan.FromSeconds(1), default));
            fields.Add(rig.Truth!.ReadTruth().ParallelFieldTesla);
        }
        // over a period the truth is the cosine of the current
        var swing = 0.5 * (fields.Max() - fields.Min());
        Assert.InRange(swing, 25e-6, 26.5e-6);
        Assert.InRange((counts.Max() - counts.Min()) / counts.Average(), 0.02, 0.3);
        // the lower line falls as the field grows, towards the frequency below it: light and field go opposite ways
        Assert.True(counts.Zip(fields, (count, field) => (count - counts.Average()) * (field - fields.Average())).Sum() < 0);
    });
}
