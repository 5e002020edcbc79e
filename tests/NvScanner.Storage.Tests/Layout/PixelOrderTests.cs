using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Tests.Layout;

public class PixelOrderTests
{
    [Fact]
    public void ALineAlongYThatHdf5CannotKeepInOnePieceIsRefusedWithItsSizeAndAnotherWay()
    {
        var scan = new ScanGeometry { SizeX = 1e-6, SizeY = 1e-6, PixelsX = 2, PixelsY = 16_384, FastAxis = FastAxis.Y };
        var counts = RunFileTable.PixelDatasets.Single(dataset => dataset.Path.EndsWith("/counts", StringComparison.Ordinal));
        Assert.NotNull(new PixelOrder(scan).TileOf(counts, new RunShape(1, 16_384, 2, 65_535)));
        var refusal = Assert.Throws<IOException>(() => new PixelOrder(scan).TileOf(counts, new RunShape(1, 16_384, 2, 65_537)));
        Assert.Contains("counts takes 4.3 GB", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("scan along x", refusal.Message, StringComparison.Ordinal);
        Assert.Null(new PixelOrder(scan with { FastAxis = FastAxis.X }).TileOf(counts, new RunShape(1, 16_384, 2, 65_537)));
    }
}
