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
        SpectrumFile file = Parse("frequency_hz,counts,counts_or_pl\n1e9,5,6\n2e9,7,8\n");
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
    [InlineData("freq,counts\n1e9,2\n", 1, "frequency_hz")]
    [InlineData("frequency_hz\n1e9\n", 1, "no value column")]
    [InlineData("frequency_hz,sigma\n1e9,2\n", 1, "no value column")]
    [InlineData("frequency_hz,a,a\n1e9,2,3\n", 1, "twice")]
    [InlineData("frequency_hz,a,\n1e9,2,3\n", 1, "no name")]
    [InlineData("frequency_hz,a\n1e9,2\n2e9,x\n", 3, "'x' in column 'a'")]
    [InlineData("frequency_hz,a\n1e9,2\n2e9\n", 3, "1 numbers for 2 columns")]
    [InlineData("frequency_hz,a\n1e9,2\n2e9,3,4\n", 3, "3 numbers for 2 columns")]
    [InlineData("frequency_hz,a\n1e9,2\n1e9,3\n", 3, "does not exceed")]
    [InlineData("frequency_hz,a\nNaN,2\n", 2, "finite frequency")]
    [InlineData("frequency_hz,a\n1e9,Infinity\n", 2, "infinite")]
    [InlineData("frequency_hz,counts\n1e9,2.5\n", 2, "photon count")]
    [InlineData("frequency_hz,counts\n1e9,-1\n", 2, "photon count")]
    [InlineData("frequency_hz,counts\n2.81,5\n2.82,6\n", 2, "'2.81' in column 'frequency_hz' is below 1 MHz: is the column in GHz or MHz? Write Hz.")]
    [InlineData("frequency_hz,counts\n2e9,5\n2.5e9,\0\u0001\n", 3, "not a text file")]
    [InlineData("\uFFFDELF\n", 1, "not a text file")]
    [InlineData("frequency_hz,a,sigma\n1e9,2,0\n", 2, "standard deviation")]
    public void A_malformed_file_is_refused_with_its_name_and_line(string text, int line, string cause)
    {
        SpectrumFormatException error = Assert.Throws<SpectrumFormatException>(() => Parse(text));
        Assert.Equal(line, error.Line);
        Assert.Contains("test.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_in_another_encoding_is_no_obstacle() =>
        Assert.Single(Parse("# 10 \uFFFDT\nfrequency_hz,counts\n1e9,2\n").FrequenciesHz);

    [Fact]
    public void A_missing_count_is_fitted_like_a_spectrum_without_that_row()
    {
        List<string> rows = [.. Enumerable.Range(0, 61).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{2.84e9 + 1e6 * i},{Math.Round(20000 * (1 - 0.1 / (1 + Math.Pow((i - 30.3) / 4, 2))))}"))];
        List<string> with = [.. rows], without = [.. rows];
        with[27] = "2867000000,nan";
        without.RemoveAt(27);
        FitOptions options = new() { Model = FitModel.Parse("lorentzian1") };
        FitResults fitted = Table(with).Fit(0, options), expected = Table(without).Fit(0, options);
        Assert.True(fitted.IsConverged(0));
        Assert.Equal(2.8703e9, fitted.CentresHz[0], 1e5);
        Assert.Equal(expected.CentresHz[0], fitted.CentresHz[0]);
        Assert.Equal(expected.CentreStdsHz[0], fitted.CentreStdsHz[0]);

        static SpectrumFile Table(List<string> rows) => Parse("frequency_hz,counts\n" + string.Join('\n', rows));
    }

    [Theory]
    [InlineData(1, 0, "lorentzian1", "column 'counts' has 1 point; the model lorentzian1 needs at least 6")]
    [InlineData(3, 0, "auto", "column 'counts' has 3 points; the model auto needs at least 6")]
    [InlineData(8, 3, "lorentzian1", "column 'counts' has 5 points; the model lorentzian1 needs at least 6")]
    [InlineData(8, 0, "lorentzian2", "column 'counts' has 8 points; the model lorentzian2 needs at least 9")]
    public void Too_few_points_for_a_model_are_counted(int rows, int missing, string model, string cause)
    {
        string text = "frequency_hz,counts\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{2870000000 + 1000000L * i},{(i < missing ? "nan" : "100")}"));
        SpectrumFormatException error = Assert.Throws<SpectrumFormatException>(() => Parse(text).Fit(0, new() { Model = FitModel.Parse(model) }));
        Assert.StartsWith($"test.csv: {cause}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error.Message, StringComparison.Ordinal);
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
