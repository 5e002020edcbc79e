using FsCheck;
using FsCheck.Fluent;
using NvScanner.Cli.Spectra;

namespace NvScanner.Cli.Tests.Spectra;

public sealed class SpectrumCsvTests
{
    private const string FiveRows = "1e9,10\n2e9,11\n3e9,9\n4e9,10\n5e9,12\n";

    [Fact]
    public void Notes_columns_and_values_are_read()
    {
        var table = Read("# unit: counts/s\n# tip: a: b\nfrequency_hz,left,sigma,right\n1,2,0.5,nan\n2,3,0.5,5\n3,4,0.25,6\n4,5,1,7\n5,6,1,8\n");

        Assert.Equal("counts/s", table.Notes["unit"]);
        Assert.Equal("a: b", table.Notes["tip"]);
        Assert.Equal([1, 2, 3, 4, 5], table.FrequenciesHz);
        Assert.Equal(["left", "right"], table.Columns.Select(c => c.Name));
        Assert.Equal([double.NaN, 5, 6, 7, 8], table.Columns[1].Values);
        Assert.Equal([0.5, 0.5, 0.25, 1, 1], table.Sigmas!);
    }

    [Fact]
    public void Only_a_column_named_counts_has_the_statistics_of_photons()
    {
        Assert.True(Read("frequency_hz,counts\n" + FiveRows).Columns[0].IsCounts);
        Assert.False(Read("frequency_hz,counts_or_pl\n" + FiveRows).Columns[0].IsCounts);
    }

    [Fact]
    public void Windows_line_ends_and_empty_lines_do_not_matter() =>
        Assert.Equal(5, Read("frequency_hz, counts\r\n\r\n" + FiveRows.Replace("\n", "\r\n", StringComparison.Ordinal)).FrequenciesHz.Length);

    [Theory]
    [InlineData("", "no head line")]
    [InlineData("f,counts\n1,2\n", "x.csv:1", "'frequency_hz'")]
    [InlineData("# a: b\nfrequency_hz\n1\n", "x.csv:2", "no column of values")]
    [InlineData("frequency_hz,sigma\n1,1\n", "x.csv:1", "no column of values")]
    [InlineData("frequency_hz,a,a\n1,1,1\n", "x.csv:1", "two columns 'a'")]
    [InlineData("frequency_hz,a,\n1,1,1\n", "x.csv:1", "column 3 has no name")]
    [InlineData("frequency_hz,counts\n1,2\n", "x.csv:2", "only 1 rows")]
    [InlineData("frequency_hz,counts\n1,2\n2,3,4\n", "x.csv:3", "3 columns")]
    [InlineData("frequency_hz,counts\n1,2\n2,\n", "x.csv:3", "counts", "not a number")]
    [InlineData("frequency_hz,counts\n1,2\n2,\"3\"\n", "x.csv:3", "counts", "not a number")]
    [InlineData("frequency_hz,pl\n1,2\n1,3\n", "x.csv:3", "does not ascend")]
    [InlineData("frequency_hz,pl\n0,2\n1,3\n", "x.csv:2", "above 0 Hz")]
    [InlineData("frequency_hz,counts\n1,2.5\n", "x.csv:2", "whole number")]
    [InlineData("frequency_hz,counts\n1,-1\n", "x.csv:2", "whole number")]
    [InlineData("frequency_hz,pl,sigma\n1,1,0\n", "x.csv:2", "sigma", "above 0")]
    [InlineData("frequency_hz,pl\n1,inf\n", "x.csv:2", "pl")]
    public void What_is_wrong_is_named_with_its_line(string text, params string[] words)
    {
        var error = Assert.Throws<BadInputException>(() => Read(text));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Any_finite_values_come_back_as_they_were_written() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NormalFloat>().ArrayOf(7).ToArbitrary(), values =>
        {
            var rows = values.Select((v, i) => FormattableString.Invariant($"{i + 1},{v.Get:R}\n"));
            return Read("frequency_hz,pl\n" + string.Concat(rows)).Columns[0].Values.SequenceEqual(values.Select(v => v.Get));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_refused_with_its_name() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            try
            {
                return Read("frequency_hz,counts\n" + FiveRows + text.Get).FrequenciesHz.Length >= 5;
            }
            catch (BadInputException error)
            {
                return error.Message.StartsWith("x.csv", StringComparison.Ordinal);
            }
        }).QuickCheckThrowOnFailure();

    private static SpectrumTable Read(string text)
    {
        using var reader = new StringReader(text);
        return SpectrumCsv.Read("x.csv", reader);
    }
}
