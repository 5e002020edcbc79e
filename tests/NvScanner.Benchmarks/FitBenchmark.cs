using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Runtime.InteropServices;
using NvScanner.Fitting;
using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;

namespace NvScanner.Benchmarks;

/// <summary>
/// Fits of 101-point two-line spectra on one thread, start values, transposition, covariance and reason codes included, against curve_fit
/// and lmfit with ready-made starts on the same spectra. Processor time, so that a busy machine disturbs little; all in turn, five rounds.
/// </summary>
internal static class FitBenchmark
{
    private const int Points = 101, Spectra = 8192, Rounds = 5, Batches = 12, CurveFits = 300, LmFits = 60, AutoSpectra = 1024, Pixels = 256 * 256;

    /// <summary>
    /// Floating-point operations of the passes of two Lorentzians, counted in the code (a fused multiply-add is two): two whole ones with
    /// 105 per point and three with 95 on sums of two points. Starts, covariances and the few spectra that need more are not counted.
    /// </summary>
    private const double Operations = 2 * 105 * Points + 3 * 95 * (Points / 2);

    public static Task RunAsync()
    {
        var frequencies = Enumerable.Range(0, Points).Select(i => 2820e6 + 1e6 * i).ToArray();
        var lorentzians = SyntheticCounts.CreatePairs(frequencies, Spectra, 2970, triplets: false, seed: 3, out var starts);
        var triplets = SyntheticCounts.CreatePairs(frequencies, Spectra, 2970, triplets: true, seed: 4, out _);
        var scratch = Path.GetTempFileName();
        WriteRows(scratch, starts, lorentzians);
        var contestants = new List<(string Name, uint[] Counts, IFittingEngine Engine)>();
        Add<Lanes512<double>, Lanes512<float>>("512 bit", Avx512F.IsSupported);
        Add<Lanes256<double>, Lanes256<float>>("256 bit", Fma.IsSupported);
        Add<Lanes128<double>, Lanes128<float>>("128 bit", true);
        var results = new FitResults(Spectra, 2);
        var autos = new (string Name, uint[] Counts, SpectrumFitter Fitter)[]
        {
            ("auto, two Lorentzians", lorentzians, new SpectrumFitter(frequencies, new FitOptions())),
            ("auto with two lines given, two Lorentzians", lorentzians, new SpectrumFitter(frequencies, new FitOptions { AutoLines = 2 })),
            ("auto, two triplets", triplets, new SpectrumFitter(frequencies, new FitOptions())),
        };
        var autoResults = new FitResults(AutoSpectra, FitModel.MaximumLines);
        var map = new uint[Pixels * Points];
        for (var i = 0; i < Pixels / Spectra; i++)
            lorentzians.CopyTo(map, i * lorentzians.Length);
        var mapResults = new FitResults(Pixels, 2);
        var byThreads = Enumerable.Range(1, 2).Select(threads =>
            new ParallelFitter(frequencies, new FitOptions { Model = FitModel.Parse("lorentzian2") }, threads)).ToArray();
        foreach (var fitter in byThreads)
            fitter.Fit(map, Pixels, mapResults);
        foreach (var (_, counts, engine) in contestants)
            for (var i = 0; i < 40; i++) // until the compiler has done its best
                engine.Fit(counts, [], [], Spectra, results);

        var seconds = contestants.Select(_ => new List<double>()).ToArray();
        List<double> curveFit = [], lmfit = [], peak = [], oneThread = [], twoThreads = [];
        var autoSeconds = autos.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            curveFit.Add(Python("curve_fit", CurveFits));
            lmfit.Add(Python("lmfit", LmFits));
            peak.Add(PeakOperationsPerSecond());
            for (var i = 0; i < contestants.Count; i++)
            {
                var (_, counts, engine) = contestants[i];
                seconds[i].Add(ProcessorSeconds(() =>
                {
                    for (var batch = 0; batch < Batches; batch++)
                        engine.Fit(counts, [], [], Spectra, results);
                }) / (Batches * Spectra));
            }
            for (var i = 0; i < autos.Length; i++)
            {
                var (_, counts, fitter) = autos[i];
                autoSeconds[i].Add(ProcessorSeconds(() => fitter.Fit(counts.AsSpan(0, AutoSpectra * Points), AutoSpectra, autoResults)) / AutoSpectra);
            }
            oneThread.Add(Contest.Seconds(() => byThreads[0].Fit(map, Pixels, mapResults)));
            twoThreads.Add(Contest.Seconds(() => byThreads[1].Fit(map, Pixels, mapResults)));
        }

        File.Delete(scratch);
        Contest.Row("curve_fit, analytic Jacobian", 1 / Contest.Median(curveFit), "fits/s", "");
        Contest.Row("lmfit", 1 / Contest.Median(lmfit), "fits/s", "");
        if (Avx512F.IsSupported)
            Contest.Row("multiply-adds of 16 floats, nothing else", 1e-9 * Contest.Median(peak), "GFLOP/s", "");
        for (var i = 0; i < contestants.Count; i++)
        {
            var name = contestants[i].Name;
            var own = Contest.Median(seconds[i]);
            Contest.Row(name, 1e6 * own, "us/fit", "");
            Contest.Row($"{name} / curve_fit", Contest.Median(Ratios(curveFit, seconds[i])), "x",
                name switch { "lorentzian2, 512 bit" => "goal 1500", "lorentzian2, 256 bit" => "goal 900", _ => "" });
            Contest.Row($"{name} / lmfit", Contest.Median(Ratios(lmfit, seconds[i])), "x", name == "lorentzian2, 512 bit" ? "goal 10000" : "");
            if (name == "lorentzian2, 512 bit")
                Contest.Row($"{name}: share of the multiply-add bound",
                    100 * Operations / own / Contest.Median(peak), "%", "goal 30");
            if (name.StartsWith("n14", StringComparison.Ordinal))
                Contest.Row($"{name}: speed over that of lorentzian2",
                    Contest.Median(Ratios(seconds[i - 1], seconds[i])), "x", "goal 0.33");
        }

        for (var i = 0; i < autos.Length; i++)
            Contest.Row(autos[i].Name, 1e6 * Contest.Median(autoSeconds[i]), "us/fit", autos[i].Fitter.Options.AutoLines is null ? "goal 60" : "goal 20");
        Contest.Row("refit of 256 x 256 x 101 counts, lorentzian2, two threads", Contest.Median(twoThreads), "s", "goal 1");
        Contest.Row("two threads / one", Contest.Median(Ratios(oneThread, twoThreads)), "x", "goal 1.8, on an idle machine");
        return Task.CompletedTask;

        void Add<TLanes, TSingles>(string width, bool supported)
            where TLanes : unmanaged, ILanes<TLanes>
            where TSingles : unmanaged, ILanes<TSingles>
        {
            if (!supported)
                return;
            foreach (var (model, counts) in new[] { ("lorentzian2", lorentzians), ("n14-triplet2", triplets) })
                contestants.Add(($"{model}, {width}", counts,
                    new FittingEngine<TLanes, TSingles>(new FrequencyGrid(frequencies), new FitOptions { Model = FitModel.Parse(model) })));
        }

        double Python(string kind, int count) => Contest.Python("fit_contestants.py", kind, scratch,
            Points.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<double> Ratios(List<double> theirs, List<double> ours) => theirs.Zip(ours, (a, b) => a / b);

    private static double ProcessorSeconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static void WriteRows(string path, double[] starts, uint[] counts)
    {
        var rows = new List<double>();
        for (var s = 0; s < CurveFits; s++)
        {
            rows.AddRange(starts.AsSpan(6 * s, 6));
            foreach (var count in counts.AsSpan(s * Points, Points))
                rows.Add(count);
        }

        File.WriteAllBytes(path, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(rows)).ToArray());
    }

    private static double PeakOperationsPerSecond()
    {
        if (!Avx512F.IsSupported)
            return double.NaN;
        const int turns = 20_000_000;
        MultiplyAdds(turns / 10);
        return 12.0 * 2 * Vector512<float>.Count * turns / ProcessorSeconds(() => MultiplyAdds(turns));
    }

    // Twelve independent chains hide the latency; each starts elsewhere, or a compiler may do one for all.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> MultiplyAdds(int turns)
    {
        Vector512<float> a = Vector512.Create(0.999f), c = Vector512.Create(1e-3f);
        Vector512<float> x0 = c, x1 = c + x0, x2 = c + x1, x3 = c + x2, x4 = c + x3, x5 = c + x4;
        Vector512<float> x6 = c + x5, x7 = c + x6, x8 = c + x7, x9 = c + x8, x10 = c + x9, x11 = c + x10;
        for (var i = 0; i < turns; i++)
        {
            x0 = Avx512F.FusedMultiplyAdd(x0, a, c);
            x1 = Avx512F.FusedMultiplyAdd(x1, a, c);
            x2 = Avx512F.FusedMultiplyAdd(x2, a, c);
            x3 = Avx512F.FusedMultiplyAdd(x3, a, c);
            x4 = Avx512F.FusedMultiplyAdd(x4, a, c);
            x5 = Avx512F.FusedMultiplyAdd(x5, a, c);
            x6 = Avx512F.FusedMultiplyAdd(x6, a, c);
            x7 = Avx512F.FusedMultiplyAdd(x7, a, c);
            x8 = Avx512F.FusedMultiplyAdd(x8, a, c);
            x9 = Avx512F.FusedMultiplyAdd(x9, a, c);
            x10 = Avx512F.FusedMultiplyAdd(x10, a, c);
            x11 = Avx512F.FusedMultiplyAdd(x11, a, c);
        }

        return x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
    }
}
