using NvScanner.Reporting.Drawing;
using NvScanner.Reporting.Tests.Support;

namespace NvScanner.Reporting.Tests.Drawing;

public sealed class PngWriterTests
{
    [Fact]
    public void A_picture_comes_back_byte_for_byte_with_its_texts()
    {
        var image = new PixelImage(5, 3);
        for (var i = 0; i < image.Bytes.Length; i++)
            image.Bytes[i] = (byte)(i * 37);
        using var file = new MemoryStream();
        PngWriter.WriteRgb(file, image, [new("Unit", "µT"), new("Sample", "β-phase")]);

        var png = DecodedPng.Read(file.ToArray());
        Assert.Equal((5, 3, 8, 3), (png.Width, png.Height, png.BitDepth, png.Channels));
        Assert.Equal(image.Bytes, png.Samples);
        Assert.Equal("µT", png.Texts["Unit"]);
        Assert.Equal("β-phase", png.Texts["Sample"]);
    }

    [Fact]
    public void Grey_values_keep_their_sixteen_bits()
    {
        ushort[] values = [0, 1, 255, 256, 65534, 65535];
        using var file = new MemoryStream();
        PngWriter.WriteGray16(file, 3, 2, values);
        var png = DecodedPng.Read(file.ToArray());
        Assert.Equal((16, 1), (png.BitDepth, png.Channels));
        Assert.Equal(values, from row in Enumerable.Range(0, 2) from column in Enumerable.Range(0, 3) select png.Gray(column, row));
    }

    [Fact]
    public void The_checksum_of_the_empty_end_chunk_is_the_one_of_the_standard()
    {
        using var file = new MemoryStream();
        PngWriter.WriteRgb(file, new(1, 1));
        Assert.Equal(new byte[] { 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82 }, file.ToArray()[^12..]);
    }

    [Fact]
    public void A_keyword_that_the_format_cannot_hold_is_refused() =>
        Assert.Throws<ArgumentException>(() => PngWriter.WriteRgb(new MemoryStream(), new(1, 1), [new("Größe", "1")]));
}
