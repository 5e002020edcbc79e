using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Tests.Quantities;

public class QuantityTests
{
    [Theory]
    [InlineData("2.87 GHz", 2.87e9)]
    [InlineData("2.87GHz", 2.87e9)]
    [InlineData("  -2.87  GHz ", -2.87e9)]
    [InlineData("+1e3 Hz", 1e3)]
    [InlineData("1E-3 MHz", 1e3)]
    [InlineData(".5 kHz", 500)]
    [InlineData("5. Hz", 5)]
    [InlineData("3 mHz", 3e-3)]
    public void A_frequency_is_a_number_and_a_unit(string text, double hertz) => Near(hertz, Frequency.Parse(text).Hertz);

    [Fact]
    public void Every_quantity_reads_its_units()
    {
        Near(50e-9, Length.Parse("50 nm").Metres);
        Near(50e-6, Length.Parse("50 um").Metres);
        Near(50e-6, Length.Parse("50 \u00B5m").Metres);
        Near(50e-6, Length.Parse("50 \u03BCm").Metres);
        Near(3, Length.Parse("3 m").Metres);
        Near(3e-3, Length.Parse("3 mm").Metres);
        Near(1.5e-3, MagneticField.Parse("1.5 mT").Tesla);
        Near(1.5e-3, MagneticField.Parse("15 G").Tesla);
        Near(1.5e-6, MagneticField.Parse("15 mG").Tesla);
        Near(2e12, MagneticField.Parse("2 TT").Tesla);
        Near(2, MagneticField.Parse("2 T").Tesla);
        Near(-12, RfPower.Parse("-12 dBm").Dbm);
        Near(150e-6, OpticalPower.Parse("150 uW").Watts);
        Near(-2e-3, Current.Parse("-2 mA").Amperes);
        Near(4.2, Voltage.Parse("4.2 V").Volts);
        Near(298.15, Temperature.Parse("25 degC").Kelvin);
        Near(0.05, Temperature.Parse("50 mK").Kelvin);
        Near(300e3, PhotonRate.Parse("300 kcps").CountsPerSecond);
        Near(180, Angle.Parse("3.14159265358979324 rad").Degrees);
        Near(54.7, Angle.Parse("54.7 deg").Degrees);
        Near(600, Duration.Parse("10 min").Seconds);
        Near(7200, Duration.Parse("2 h").Seconds);
        Near(86400, Duration.Parse("1 d").Seconds);
        Near(1e-3, Duration.Parse("1 ms").Seconds);
    }

    [Theory]
    [InlineData(null, "'' is not a length: write a number and a unit, for example '1.5 m'")]
    [InlineData("", "is not a length")]
    [InlineData("nm", "'nm' is not a length")]
    [InlineData("- nm", "is not a length")]
    [InlineData(". nm", "is not a length")]
    [InlineData("1.2.3 nm", "is not a length")]
    [InlineData("NaN nm", "is not a length")]
    [InlineData("Infinity nm", "is not a length")]
    [InlineData("1e999 nm", "is not a length")]
    [InlineData("1e308 Tm", "'1e308 Tm' is too large for a length")]
    [InlineData("50", "'50' has no unit: a length is written for example '1.5 m'")]
    [InlineData("50 Nm", "'Nm' is not a unit of length: allowed m (with f p n u m k M G T)")]
    [InlineData("50 n m", "'n m' is not a unit of length")]
    [InlineData("1,5 nm", "is not a unit of length")]
    [InlineData("1 000 nm", "is not a unit of length")]
    [InlineData("50 GHz", "'GHz' is not a unit of length")]
    [InlineData("50 kkm", "'kkm' is not a unit of length")]
    public void What_is_no_length_is_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(Quantity.TryParse<Length>(text, out var value, out var error));
        Assert.Contains(reason, error);
        Assert.Equal(default, value);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Quantity.Parse<Length>(text!)).Message);
    }

    [Theory]
    [InlineData("3 mmin")]
    [InlineData("3 kh")]
    [InlineData("3 S")]
    [InlineData("3 Min")]
    public void Minutes_hours_and_days_take_no_prefix(string text) => Assert.False(Quantity.TryParse<Duration>(text, out _, out _));

    [Theory]
    [InlineData(2.87e9, "2.87 GHz")]
    [InlineData(999.9999999, "1 kHz")]
    [InlineData(1000, "1 kHz")]
    [InlineData(999, "999 Hz")]
    [InlineData(0, "0 Hz")]
    [InlineData(-12.5e6, "-12.5 MHz")]
    [InlineData(1e-18, "0.001 fHz")]
    [InlineData(5e15, "5000 THz")]
    public void A_value_is_written_with_the_prefix_that_leaves_one_to_999(double hertz, string text) =>
        Assert.Equal(text, new Frequency(hertz).ToString());

    [Fact]
    public void Units_without_prefix_are_written_as_they_are()
    {
        Assert.Equal("-8 dBm", new RfPower(-8).ToString());
        Assert.Equal("54.7356 deg", new Angle(54.7356103).ToString());
    }

    [Fact]
    public void What_is_written_is_read_back_as_the_same_value()
    {
        RoundTrip<Frequency>();
        RoundTrip<Length>();
        RoundTrip<MagneticField>();
        RoundTrip<RfPower>();
        RoundTrip<OpticalPower>();
        RoundTrip<Current>();
        RoundTrip<Voltage>();
        RoundTrip<Temperature>();
        RoundTrip<PhotonRate>();
        RoundTrip<Angle>();
        RoundTrip<Duration>();
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
                Quantity.TryParse<MagneticField>(text, out var value, out var error) ? double.IsFinite(value.Si) && error is null : error.Length > 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Text_is_the_same_in_a_culture_with_a_decimal_comma()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            // the numbers of de-DE; the tests run without the cultures themselves
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            Thread.CurrentThread.CurrentCulture = german;
            Assert.Equal(1.5, Convert.ToDouble("1,5"));
            Near(2.87e9, Frequency.Parse("2.87 GHz").Hertz);
            Assert.Equal("2.87 GHz", new Frequency(2.87e9).ToString());
            Assert.False(Quantity.TryParse<Frequency>("2,87 GHz", out _, out _));
            Assert.Equal("1.5 mT to 2 T", new QuantityRange<MagneticField>(new(1.5e-3), new(2)).ToString());
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_range_contains_its_ends_and_never_NaN()
    {
        var range = new QuantityRange<Length>(new(-1), new(2));
        Assert.True(range.Contains(new(-1)) && range.Contains(new(2)));
        Assert.False(range.Contains(new(2.0000001)) || range.Contains(new(double.NaN)));
    }

    [Fact]
    public void Narrowing_contains_exactly_what_both_contain() =>
        Prop.ForAll(Gen.Choose(-9, 9).Select(i => (double)i).ArrayOf(5).ToArbitrary(), v =>
        {
            var (a, b) = (new QuantityRange<Length>(new(v[0]), new(v[1])), new QuantityRange<Length>(new(v[2]), new(v[3])));
            return a.Narrow(b).Contains(new(v[4])) == (a.Contains(new(v[4])) && b.Contains(new(v[4])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_duration_becomes_the_nearest_tick()
    {
        Assert.Equal(TimeSpan.FromTicks(3), new Duration(2.6e-7).ToTimeSpan());
        Assert.Equal(TimeSpan.FromMilliseconds(200), Duration.Parse("0.2 s").ToTimeSpan());
    }

    private static void RoundTrip<T>() where T : struct, IQuantity<T>
    {
        var values = from mantissa in Gen.Choose(-999_999, 999_999)
                     from exponent in Gen.Choose(-20, 12)
                     select mantissa * Math.Pow(10, exponent);
        Prop.ForAll(values.ToArbitrary(), si =>
        {
            var exact = Quantity.Parse<T>(Quantity.Format(T.FromSi(si), 17)).Si;
            var shown = Quantity.Parse<T>(T.FromSi(si).ToString()!).Si;
            return Math.Abs(exact - si) <= 1e-15 * Math.Abs(si) && Math.Abs(shown - si) <= 1e-6 * Math.Abs(si);
        }).QuickCheckThrowOnFailure();
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-14 * Math.Abs(expected));
}
