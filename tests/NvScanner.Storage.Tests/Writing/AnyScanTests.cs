using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Reading;

namespace NvScanner.Storage.Tests.Writing;

/// <summary>Whatever the field, the path and the pages that its lines come in: every pixel is at its place.</summary>
public sealed class AnyScanTests : IDisposable
{
    private static readonly Gen<Scan> Scans =
        from rows in Gen.Choose(1, 7)
        from columns in Gen.Choose(1, 7)
        from frames in Gen.Choose(1, 2)
        from path in Gen.Elements(Enum.GetValues<ScanPath>())
        from fastAxis in Gen.Elements(Enum.GetValues<FastAxis>())
        from longestPage in Gen.Choose(1, 8)
        select new Scan(rows, columns, frames, path, fastAxis, longestPage);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_pixel_of_any_scan_is_at_its_place() =>
        Prop.ForAll(Scans.ToArbitrary(), scan => CheckAsync(scan).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private async Task CheckAsync(Scan scan)
    {
        string path = _folder[$"{Guid.NewGuid()}.h5"];
        RunStarted run = SomeRun.Started(scan.Rows, scan.Columns, bins: 3, scan.Frames, scan.Path, scan.FastAxis, hours: 0);
        await using (RunOnDisk file = await RunOnDisk.OpenAsync(path, run))
        {
            for (long line = 0; line < file.Schedule.LineCount; line++)
            {
                int length = file.Schedule.GetLine(line).Length;
                for (int first = 0; first < length; first += scan.LongestPage)
                    await file.AppendPartAsync(line, first, Math.Min(scan.LongestPage, length - first));
            }

            Assert.Equal(run.Plan.Scan.PixelsPerFrame * scan.Frames, file.Writer.AcknowledgedPixels);
        }

        using (RunFile reader = RunFile.Open(path))
        {
            for (int frame = 0; frame < scan.Frames; frame++)
                AssertFrame(reader, frame);
        }

        File.Delete(path);
    }

    private static void AssertFrame(RunFile reader, int frame)
    {
        int pixels = reader.Shape.PixelsPerFrame;
        long[] places = [.. Enumerable.Range(frame * pixels, pixels).Select(place => (long)place)];

        Assert.Equal(places.SelectMany(place => Enumerable.Range(0, 3).Select(bin => PatternPages.Counts(place, bin))), reader.ReadCountsBlock(frame, 0, reader.Shape.PixelsY));
        Assert.Equal(places.Select(PatternPages.State), reader.ReadStates(frame));
        Assert.Equal(places.Select(place => PatternPages.Value(place, (int)PixelColumn.ParallelField)), reader.ReadMap("B_parallel", frame));
        Assert.Equal(places.Select(place => PatternPages.Value(place, (int)PixelColumn.Duration)), reader.ReadRaw("duration", frame));
        Assert.Equal(
            places.SelectMany(place => Enumerable.Range(0, 3).Select(component => PatternPages.Component(place, (int)PixelVectorColumn.TrueField, component))),
            reader.ReadVectors("/entry/truth/B", frame));
    }

    private sealed record Scan(int Rows, int Columns, int Frames, ScanPath Path, FastAxis FastAxis, int LongestPage);
}
