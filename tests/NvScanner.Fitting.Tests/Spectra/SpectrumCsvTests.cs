using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NvScanner.Fitting.Spectra;

namespace NvScanner.Fitting.Tests.Spectra;

public class SpectrumCsvTests
{
    private const string Good = "# unit: V\n# note: a: b\n\nfrequency_hz, v_2ms ,v_8ms,sigma\n2.85e9,1.5,2,0.1\n2850000001,NaN,-3e-7,0.2\n";

    [Fact]
    public void Header_columns_and_sigma_are_read()
    {
        SpectrumFile file = Parse(Good);
        Assert.Equal("V", file.Header["unit"]);
        Assert.Equal("a: b", file.Header["note"]);
        Assert.Equal([2.85e9, 2850000001], file.FrequenciesHz);
        Assert.Equal(["v_2ms", "v_8ms"], file.Spectra.Select(spectrum => spectrum.Name));
        Assert.Equal([2, -3e-7], file.Spectra[1].Values);
        Assert.True(double.IsNaN(file.Spectra[0].Values[1]));
        Assert.Equal([0.1, 0.2], file.Sigmas!);
        Assert.Equal(FitStatistics.Weighted, file.StatisticsOf(0));
    }

    [Fact]
    public void Only_a_column_named_counts_is_of_photons()
    {
        SpectrumFile file = Parse("frequency_hz,counts,counts_or_pl\n1,5,6\n2,7,8\n");
        Assert.Equal(FitStatistics.Poisson, file.StatisticsOf(0));
        Assert.Equal(FitStatistics.Unweighted, file.StatisticsOf(1));
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_no_obstacle()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Good.Replace("\n", "\r\n", StringComparison.Ordinal), new System.Text.UTF8Encoding(true));
            Assert.Equal(2, SpectrumCsv.Read(path).FrequenciesHz.Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("", 0, "column names")]
    [InlineData("# a: b\n", 0, "column names")]
    [InlineData("frequency_hz,counts\n", 1, "no numbers")]
    [InlineData("freq,counts\n1,2\n", 1, "frequency_hz")]
    [InlineData("frequency_hz\n1\n", 1, "no value column")]
    [InlineData("frequency_hz,sigma\n1,2\n", 1, "no value column")]
    [InlineData("frequency_hz,a,a\n1,2,3\n", 1, "twice")]
    [InlineData("frequency_hz,a,\n1,2,3\n", 1, "no name")]
    [InlineData("frequency_hz,a\n1,2\n2,x\n", 3, "'x' in column 'a'")]
    [InlineData("frequency_hz,a\n1,2\n2\n", 3, "1 numbers for 2 columns")]
    [InlineData("frequency_hz,a\n1,2\n2,3,4\n", 3, "3 numbers for 2 columns")]
    [InlineData("frequency_hz,a\n1,2\n1,3\n", 3, "does not exceed")]
    [InlineData("frequency_hz,a\nNaN,2\n", 2, "finite frequency")]
    [InlineData("frequency_hz,a\n1,Infinity\n", 2, "infinite")]
    [InlineData("frequency_hz,counts\n1,2.5\n", 2, "photon count")]
    [InlineData("frequency_hz,counts\n1,-1\n", 2, "photon count")]
    [InlineData("frequency_hz,a,sigma\n1,2,0\n", 2, "standard deviation")]
    public void A_malformed_file_is_refused_with_its_name_and_line(string text, int line, string cause)
    {
        SpectrumFormatException error = Assert.Throws<SpectrumFormatException>(() => Parse(text));
        Assert.Equal(line, error.Line);
        Assert.Contains("test.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat[]>(), numbers =>
        {
            if (numbers.Length == 0)
                return true;
            string text = "frequency_hz,value\n" + string.Concat(numbers.Select((number, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{2.8e9 + i},{number.Get:R}\n")));
            return Parse(text).Spectra[0].Values.SequenceEqual(numbers.Select(number => number.Get));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_refused_with_a_format_error() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), garbage =>
        {
            foreach (string text in new[] { garbage ?? "", "frequency_hz,counts\n" + garbage, Good + garbage, Good.Replace("1.5", garbage, StringComparison.Ordinal) })
                try
                {
                    Parse(text);
                }
                catch (SpectrumFormatException error)
                {
                    Assert.StartsWith("test.csv", error.Message, StringComparison.Ordinal);
                }
            return true;
        }).QuickCheckThrowOnFailure();

    private static SpectrumFile Parse(string text) => SpectrumCsv.Parse(new StringReader(text), "test.csv");
}
