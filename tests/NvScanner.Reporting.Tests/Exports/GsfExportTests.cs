using System.Globalization;
using NvScanner.Reporting.Exports;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Tests.Support;

namespace NvScanner.Reporting.Tests.Exports;

public sealed class GsfExportTests
{
    [Fact]
    public void Missing_values_become_the_mean_and_are_counted()
    {
        var gsf = Write(Some.Map([1, double.NaN, 3, double.PositiveInfinity], 2, 2));
        Assert.Equal("2", gsf.Header["NvMasked"]);
        Assert.Equal(2f, gsf[1, 1]);
        Assert.Equal(2f, gsf[1, 0]);
        Assert.Equal(1f, gsf[0, 1]);
    }

    [Fact]
    public void A_pure_number_has_no_unit() => Assert.DoesNotContain("ZUnits", Write(Some.Map([1], 1, 1)).Header.Keys);

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("abcd")]
    public void The_header_is_padded_by_one_to_four_zero_bytes_whatever_its_length(string title) =>
        Assert.Equal(title, Write(Some.Map([1, 2], 2, 1) with { LongName = title }).Header["Title"]);

    [Fact]
    public void A_title_of_several_lines_cannot_forge_header_fields() =>
        Assert.Equal("1", Write(Some.Map([1], 1, 1) with { LongName = "x\nXRes = 99" }).Header["XRes"]);

    [Fact]
    public void A_german_culture_writes_the_same_bytes()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = Everything();
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator, german.NumberFormat.NegativeSign) = (",", ".", "~");
            CultureInfo.CurrentCulture = german;
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static byte[] Everything()
        {
            using var file = new MemoryStream();
            GsfExport.Write(file, Some.LetterF());
            CsvExport.Write(file, [Some.LetterF()]);
            PngExport.WritePicture(file, Some.LetterF());
            PngExport.WriteGray16(file, Some.LetterF());
            return file.ToArray();
        }
    }

    private static DecodedGsf Write(FieldMap map)
    {
        using var file = new MemoryStream();
        GsfExport.Write(file, map);
        return DecodedGsf.Read(file.ToArray());
    }
}
