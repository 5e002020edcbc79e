using NvScanner.Abstractions.Runs;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;
using NvScanner.Testing;

namespace NvScanner.EndToEnd.Tests;

/// <summary>
/// The same seed, plan and build give the same numbers in raw data, maps, truth and electrochemistry: on one processor or two, as far as a stopped run came, and after
/// a pause. (<see cref="ResumeTests"/> compares whole files of runs that were interrupted and gone on with.) In a pause time goes on, and with it a cell that works and a world that drifts; so what is paused here stands still.
/// </summary>
public sealed class DeterminismTests : IDisposable
{
    private const int Side = 10;

    // coarse voxels: nothing here hangs on their size
    private static readonly string[] Plan =
    [
        "--set", "scan.pixels=[10, 10]", "--set", "scan.frames=1", "--set", "scan.path=snake", "--set", "reference.every=4 lines",
        "--set", "simulation.settings.voxel=312.5 nm", "--set", "simulation.settings.particle-diameter=2.5 um",
    ];

    private static readonly string[] Working =
    [
        "--set", "cell.program=[{ cc: { rate: 1C, until: { charge: 0.05 mAh } } }, { rest: { time: 2 h } }]", "--set", "simulation.settings.imperfections=typical",
    ];

    private static readonly string[] Still = ["--set", "cell.program=[{ rest: { time: 2 h } }]"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task A_run_over_a_working_cell_is_the_same_on_one_processor_and_on_two_and_a_stopped_one_as_far_as_it_came()
    {
        var (one, two, stopped) = (_folder.File("one.h5"), _folder.File("two.h5"), _folder.File("stopped.h5"));
        await RunAsync(one, 1, Working);
        await RunAsync(two, 2, Working);
        using (var program = Start(stopped, 2, Working))
        {
            program.WaitForAcknowledged(3 * Side);
            program.Signal("TERM");
            (await program.WaitAsync()).AssertExit(3);
        }

        SameRunData.Assert(one, two);
        AssertSamePixels(one, stopped, 3 * Side);
        using var whole = RunFile.Open(one);
        using var again = RunFile.Open(two);
        using var part = RunFile.Open(stopped);
        Assert.Equal(whole.ReadCellLog(), again.ReadCellLog());
        // a stop opens the circuit: the last readings are its own
        var log = part.ReadCellLog();
        Assert.Equal(whole.ReadCellLog().Take(log.Count - 3), log.Take(log.Count - 3));
    }

    [LinuxFact]
    public async Task A_run_that_was_paused_is_the_same_as_one_that_was_not()
    {
        var (whole, paused) = (_folder.File("whole.h5"), _folder.File("paused.h5"));
        await RunAsync(whole, 2, Still);
        using (var program = Start(paused, 2, Still))
        {
            program.WaitForAcknowledged(2 * Side);
            program.Signal("TSTP");
            program.WaitForState("paused", 0);
            program.Signal("CONT");
            (await program.WaitAsync()).AssertExit(0);
        }

        AssertSamePixels(whole, paused, Side * Side, isStill: true);
    }

    private async Task RunAsync(string file, int processors, string[] settings)
    {
        using var program = Start(file, processors, settings);
        (await program.WaitAsync()).AssertExit(0);
    }

    private RunningProgram Start(string file, int processors, string[] settings) => RunningProgram.Start(
        _folder.Path, new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = FormattableString.Invariant($"{processors}") },
        ["simulate", "--preset", "state-of-charge", "--headless", "--out", file, .. Plan, .. settings]);

    private static void AssertSamePixels(string expectedPath, string actualPath, int atLeast, bool isStill = false)
    {
        using var expected = RunFile.Open(expectedPath);
        using var actual = RunFile.Open(actualPath);
        var states = actual.ReadStates();
        var done = Enumerable.Range(0, Side * Side).Where(pixel => states[pixel] != PixelState.NotMeasured).ToArray();
        Assert.InRange(done.Length, atLeast, Side * Side);
        foreach (var pixel in done) Assert.Equal(expected.ReadCounts(0, pixel / Side, pixel % Side), actual.ReadCounts(0, pixel / Side, pixel % Side));
        AssertPixels("topography", run => run.ReadTopography());
        foreach (var map in expected.Maps) AssertPixels(map.Name, run => run.ReadMap(map.Name));
        foreach (var map in expected.TruthMaps) AssertPixels("true " + map.Name, run => run.ReadTruth(map.Name), isStill ? 1e-6 : 0);
        foreach (var vector in new[] { "/entry/truth/B", "/entry/truth/current_density" }) AssertPixels("true " + vector, run => run.ReadVectors(vector), isStill ? 1e-6 : 0, components: 3);
        // at other times the noise of its readings is another, and a resting cell has come nearer to its equilibrium, by less than a millionth
        if (isStill) return;
        foreach (var name in new[] { "voltage", "current", "state_of_charge", "cycle" }) AssertPixels(name, run => run.ReadCellAtPixel(name));

        void AssertPixels(string what, Func<RunFile, double[]> read, double tolerance = 0, int components = 1)
        {
            var (left, right) = (read(expected), read(actual));
            foreach (var pixel in done)
            {
                var (a, b) = (left[(pixel * components)..((pixel + 1) * components)], right[(pixel * components)..((pixel + 1) * components)]);
                Assert.True(a.SequenceEqual(b) || Norm(a.Zip(b, (l, r) => l - r)) <= tolerance * Norm(a), $"{what} of pixel {pixel} differs: {string.Join(", ", a)} and {string.Join(", ", b)}");
            }
        }

        static double Norm(IEnumerable<double> vector) => Math.Sqrt(vector.Sum(component => component * component));
    }
}
