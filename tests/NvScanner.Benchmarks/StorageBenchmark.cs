using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Benchmarks.Instant;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Writing;

namespace NvScanner.Benchmarks;

/// <summary>Lines of 256 pixels x 201 bins through the run-file writer, and their counts alone against FileStream writes of the same bytes.</summary>
internal static class StorageBenchmark
{
    private const int Width = 256;
    private const int Points = 201;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        await LineSecondsAsync(64);
        var few = new List<double>();
        var many = new List<double>();
        var safe = new List<double>();
        var alongY = new List<double>();
        var safeAlongY = new List<double>();
        var counts = new List<double>();
        var stream = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            few.Add(await LineSecondsAsync(512));
            safe.Add(await LineSecondsAsync(512, powerCutSafe: true));
            alongY.Add(await LineSecondsAsync(512, fastAxis: FastAxis.Y));
            safeAlongY.Add(await LineSecondsAsync(512, powerCutSafe: true, FastAxis.Y));
            counts.Add(await CountsSecondsAsync(512));
            stream.Add(FileStreamSeconds(512));
            many.Add(await LineSecondsAsync(4096));
        }

        PerPixel("full layout, 512 lines", Contest.Median(few), "goal <= 5");
        Contest.Row("full layout, 4096 lines / 512 lines, per line", Contest.Median(many.Zip(few, (m, f) => m / f)), "", "goal <= 1.2");
        PerPixel("full layout, 512 lines, power-cut safe as shipped", Contest.Median(safe), "goal <= 5");
        PerPixel("full layout, 512 lines along y", Contest.Median(alongY), "goal <= 5");
        PerPixel("full layout, 512 lines along y, power-cut safe as shipped", Contest.Median(safeAlongY), "goal <= 5");
        PerPixel("counts alone, 512 lines", Contest.Median(counts), "");
        PerPixel("FileStream, the bytes of the counts", Contest.Median(stream), "");
        Contest.Row("speed of counts alone / speed of FileStream", Contest.Median(stream.Zip(counts, (s, c) => s / c)), "", "goal >= 0.5");
        Contest.Row("speed of the full layout / speed of FileStream's counts alone", Contest.Median(stream.Zip(few, (s, f) => s / f)), "", "");
    }

    private static void PerPixel(string what, double lineSeconds, string goal) => Contest.Row(what, 1e6 * lineSeconds / Width, "us/pixel", goal);

    /// <summary>Median seconds of appending one line of the full layout, a row of the map or a column of it.</summary>
    private static async Task<double> LineSecondsAsync(int lines, bool powerCutSafe = false, FastAxis fastAxis = FastAxis.X)
    {
        using var scratch = new ScratchFile();
        var time = TimeProvider.System;
        var run = await StartedAsync(lines, fastAxis);
        await using var writer = new RunFileWriter(scratch.Path, new RunFileWriterOptions { PowerCutSafe = powerCutSafe }, time);
        await writer.OpenAsync(run, CancellationToken.None);
        var page = FilledPage(run.FrequenciesHz);
        var seconds = new double[lines];
        for (var line = 0; line < lines; line++)
        {
            Place(page, line, lines, fastAxis);
            var start = time.GetTimestamp();
            await writer.AppendAsync(page, CancellationToken.None);
            seconds[line] = time.GetElapsedTime(start).TotalSeconds;
        }

        return Contest.Median(seconds);
    }

    /// <summary>Median seconds of writing the counts of one line to their place in a file of the full layout, and nothing else.</summary>
    private static async Task<double> CountsSecondsAsync(int lines)
    {
        using var scratch = new ScratchFile();
        var run = await StartedAsync(lines, FastAxis.X);
        var (_, layout, file, _) = RunFileCreation.Create(scratch.Path, run, new RunFileWriterOptions(), beforeWrite: null);
        using var closed = file;
        var pages = new PixelPageWriter([.. layout.Pixels.Where(dataset => dataset.Definition.Path is RunPaths.Counts or RunPaths.PixelState)], run);
        var page = FilledPage(run.FrequenciesHz);
        var seconds = new double[lines];
        for (var line = 0; line < lines; line++)
        {
            Place(page, line, lines, FastAxis.X);
            seconds[line] = Contest.Seconds(() => pages.Write(file, page));
            pages.CommitStates(file);
        }

        return Contest.Median(seconds);
    }

    private static void Place(PixelPage page, int line, int lines, FastAxis fastAxis)
    {
        for (var i = 0; i < Width; i++)
            page.Pixels[i] = fastAxis == FastAxis.Y ? i * lines + line : line * Width + i;
        page.FirstVisit = (long)line * Width;
    }

    private static async Task<RunStarted> StartedAsync(int lines, FastAxis fastAxis)
    {
        var plan = fastAxis == FastAxis.Y ? Plans.Map(lines, Width, Points) : Plans.Map(Width, lines, Points);
        plan = plan with { Scan = plan.Scan with { FastAxis = fastAxis } };
        var frequencies = plan.Protocol.FrequenciesHz();
        await using var rig = await InstantRig.ConnectAsync(frequencies, TimeProvider.System);
        return new RunStarted
        {
            RunId = Guid.Empty,
            StartTime = TimeProvider.System.GetUtcNow(),
            Plan = plan,
            Profile = rig.Profile,
            Identities = rig.Identities,
            NvAxis = new(0, 0, 1),
            ResponseAxis = new(0, 0, 1),
            FrequenciesHz = frequencies,
            FitModel = "n14-triplet2",
            ParallelFieldSystematicTesla = [0],
            HasTruth = true,
            LongestDuration = TimeSpan.FromHours(1),
        };
    }

    private static PixelPage FilledPage(double[] frequencies)
    {
        var page = new PixelPage(Width, Points) { Count = Width, EndsLine = true };
        SyntheticCounts.Create(frequencies, Width, 3000, seed: 5).CopyTo(page.Counts, 0);
        foreach (var column in Enum.GetValues<PixelColumn>())
            Array.Fill(page[column], 1.0);
        foreach (var column in Enum.GetValues<PixelVectorColumn>())
            Array.Fill(page[column], 1.0);
        Array.Fill(page.States, PixelState.Valid);
        Array.Fill(page.Reasons, PixelReason.Ok);
        return page;
    }

    private static double FileStreamSeconds(int lines)
    {
        using var scratch = new ScratchFile();
        var bytes = new byte[Width * Points * sizeof(uint)];
        using var stream = new FileStream(scratch.Path, FileMode.CreateNew);
        stream.SetLength((long)lines * bytes.Length);
        var seconds = new double[lines];
        for (var line = 0; line < lines; line++)
            seconds[line] = Contest.Seconds(() => stream.Write(bytes));
        return Contest.Median(seconds);
    }
}
