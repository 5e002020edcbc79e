using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Spin;

public class HyperfineLevelsTests
{
    private static readonly Vector3d AlongX = new(1, 0, 0);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ReferenceVectors.Cases("nv_levels.json", "hyperfine_cases").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LevelsAndTransitionsMeetTheReference(int index)
    {
        var reference = ReferenceVectors.Cases("nv_levels.json", "hyperfine_cases").ElementAt(index);
        var parameters = reference.GetProperty("params");
        var isNitrogen14 = reference.GetProperty("isotope").GetString() == "14N";
        var levels = new HyperfineLevels(new HyperfineCoupling(
            isNitrogen14 ? 1 : 0.5, parameters.Number("A_par_Hz"), parameters.Number("A_perp_Hz"), isNitrogen14 ? parameters.Number("P_Hz") : 0, parameters.Number("gn_Hz_per_T")));
        levels.Solve(reference.Number("D_Hz"), reference.Number("E_Hz"), reference.Vector("B_T"));
        var energies = reference.Numbers("eig_Hz");
        Assert.Equal(energies.Length, levels.Count);
        for (var level = 0; level < levels.Count; level++) Assert.Equal(energies[level], levels.EnergiesHz[level], 0.001);

        // degenerate levels share their strength in any way: lines within 1 Hz are one
        var transitions = new HyperfineTransition[18];
        var found = Merge(transitions[..levels.Transitions(transitions, AlongX, 0.05)].Select(t => (t.FrequencyHz, t.Strength)));
        var expected = Merge(reference.GetProperty("transitions_freq_Hz_and_SxStrength").EnumerateArray().Select(t => (t[0].GetDouble(), t[1].GetDouble())));
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Frequency, found[i].Frequency, 0.01);
            Assert.Equal(expected[i].Strength, found[i].Strength, 1e-6);
        }
    }

    [Theory]
    [InlineData(2e-3, 3e-3, -1e-3)]
    [InlineData(0, 0.001, 0.1024)]
    public void WithoutANucleusTheLevelsAreThoseOfTheTriplet(double x, double y, double z)
    {
        const double d = 2.87e9, e = 3e6;
        var field = new Vector3d(x, y, z);
        var levels = new HyperfineLevels(new HyperfineCoupling(1, 0, 0, 0, 0));
        levels.Solve(d, e, field);
        var triplet = NvGroundState.Levels(d, e, field);
        for (var level = 0; level < 9; level++) Assert.Equal(triplet.EnergyHz(level / 3), levels.EnergiesHz[level], 1e-4);
        Assert.Equal(triplet.MsZeroWeight(0), Enumerable.Range(0, 3).Average(levels.MsZeroWeight), 1e-9);
    }

    [Fact]
    public void OnAxisTheLinesAreThoseOfTheFixedSpacingModel()
    {
        foreach (var isotope in new[] { NitrogenIsotope.Nitrogen14, NitrogenIsotope.Nitrogen15 })
        {
            var levels = new HyperfineLevels(HyperfineCoupling.Of(isotope)!);
            levels.Solve(2.87e9, 0, new Vector3d(0, 0, 5e-3));
            var transitions = new HyperfineTransition[18];
            var count = levels.Transitions(transitions, AlongX);
            var offsets = HyperfineStructure.OffsetsHz(isotope).ToArray();
            var lower = transitions[..count].Where(t => t.FrequencyHz < 2.87e9).Select(t => t.FrequencyHz).ToArray();
            Assert.Equal(offsets.Length, lower.Length);
            // A_perp moves the lines by A_perp²/D, some kHz
            for (var i = 0; i < offsets.Length; i++) Assert.Equal(lower.Average() + offsets[i], lower[i], 6e3);
        }
    }

    [Fact]
    public void AtTheGroundStateAnticrossingElectronAndNucleusMix()
    {
        var levels = new HyperfineLevels(HyperfineCoupling.Nitrogen14);
        double LeastPure(double tesla)
        {
            levels.Solve(2.87e9, 0, new Vector3d(0, 0, tesla));
            return Enumerable.Range(0, 9).Min(level => Math.Max(levels.MsZeroWeight(level), 1 - levels.MsZeroWeight(level)));
        }
        Assert.InRange(LeastPure(0.08), 0.9999, 1);
        Assert.InRange(Enumerable.Range(0, 21).Min(step => LeastPure(0.1022 + 2e-5 * step)), 0.5, 0.7);
    }

    [Fact]
    public void SolvingAgainAllocatesNothing()
    {
        var levels = new HyperfineLevels(HyperfineCoupling.Nitrogen14);
        levels.Solve(2.87e9, 1e6, new Vector3d(1e-3, 2e-3, 3e-3));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) levels.Solve(2.87e9, 1e6, new Vector3d(1e-3, 2e-3, i * 1e-3));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void OtherNuclearSpinsAreRefused() =>
        Assert.Contains("spin 1 (14N)", Assert.Throws<ArgumentException>(() => new HyperfineLevels(new HyperfineCoupling(1.5, 0, 0, 0, 0))).Message);

    private static List<(double Frequency, double Strength)> Merge(IEnumerable<(double Frequency, double Strength)> lines)
    {
        var merged = new List<(double Frequency, double Strength)>();
        foreach (var line in lines.OrderBy(line => line.Frequency))
        {
            if (merged.Count > 0 && line.Frequency - merged[^1].Frequency < 1) merged[^1] = (merged[^1].Frequency, merged[^1].Strength + line.Strength);
            else merged.Add(line);
        }
        return merged;
    }
}
