using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Benchmarks.Instant;
using NvScanner.Storage.Writing;

namespace NvScanner.Benchmarks;

/// <summary>Lines of 256 pixels x 201 bins through the run-file writer, against plain FileStream writes of the same counts.</summary>
internal static class StorageBenchmark
{
    private const int Width = 256;
    private const int Points = 201;

    public static async Task RunAsync()
    {
        await LineSecondsAsync(64);
        var few = new List<double>();
        var many = new List<double>();
        var stream = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            few.Add(await LineSecondsAsync(512));
            stream.Add(FileStreamSeconds(512));
            many.Add(await LineSecondsAsync(4096));
        }

        Contest.Row("full layout, 512 lines", 1e6 * Contest.Median(few) / Width, "us/pixel", "goal <= 5");
        Contest.Row("full layout, 4096 lines / 512 lines, per line", Contest.Median(many.Zip(few, (m, f) => m / f)), "", "goal <= 1.2");
        Contest.Row("full layout, 512 lines, power-cut safe as shipped (two flushes per line)", 1e6 * await LineSecondsAsync(512, powerCutSafe: true) / Width, "us/pixel", "");
        Contest.Row("full layout, lines along y, 64 lines", 1e6 * await LineSecondsAsync(64, alongY: true) / Width, "us/pixel", "goal <= 5");
        Contest.Row("FileStream, counts alone", 1e6 * Contest.Median(stream) / Width, "us/pixel", "");
        Contest.Row("full layout in units of FileStream's counts alone (speed)", Contest.Median(stream.Zip(few, (s, f) => s / f)), "", "");
    }

    /// <summary>Median seconds of appending one line of the full layout, a row of the map or a column of it.</summary>
    private static async Task<double> LineSecondsAsync(int lines, bool powerCutSafe = false, bool alongY = false)
    {
        using var scratch = new ScratchFile();
        var time = TimeProvider.System;
        var plan = alongY ? Plans.Map(lines, Width, Points) : Plans.Map(Width, lines, Points);
        var frequencies = plan.Protocol.FrequenciesHz();
        await using var rig = await InstantRig.ConnectAsync(frequencies, time);
        await using var writer = new RunFileWriter(scratch.Path, new RunFileWriterOptions { PowerCutSafe = powerCutSafe }, time);
        await writer.OpenAsync(
            new RunStarted
            {
                RunId = Guid.Empty,
                StartTime = time.GetUtcNow(),
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
            },
            CancellationToken.None);
        var page = FilledPage(frequencies);
        var seconds = new double[lines];
        for (var line = 0; line < lines; line++)
        {
            for (var x = 0; x < Width; x++)
                page.Pixels[x] = alongY ? x * lines + line : line * Width + x;
            page.FirstVisit = (long)line * Width;
            var start = time.GetTimestamp();
            await writer.AppendAsync(page, CancellationToken.None);
            seconds[line] = time.GetElapsedTime(start).TotalSeconds;
        }

        return Contest.Median(seconds);
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
