using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Tests.Instruments;

public class InstrumentSpecTests
{
    private static readonly InstrumentSpec Spec = new("microwave", "srs.sg384",
        new Dictionary<string, string> { ["step"] = "0.2 ms", ["noise"] = "0.01", ["channels"] = "2", ["verify"] = "true" },
        new Dictionary<string, (string, string)> { ["frequency"] = ("1 GHz", "20 GHz") });

    [Fact]
    public void Options_are_read_with_their_kind()
    {
        Assert.Equal(TimeSpan.FromMicroseconds(200), Spec.GetDuration("step"));
        Assert.Equal(0.01, Spec.GetNumber("noise"));
        Assert.Equal(2, Spec.GetInteger("channels"));
        Assert.True(Spec.GetFlag("verify"));
    }

    [Fact]
    public void A_missing_option_names_driver_and_option() =>
        Assert.Equal("microwave (srs.sg384): option 'address' is neither set nor has a default", Assert.Throws<KeyNotFoundException>(() => Spec.Text("address")).Message);

    [Fact]
    public void A_limit_of_the_profile_only_narrows_the_driver()
    {
        var range = Spec.Narrow("frequency", new QuantityRange<Frequency>(new(950e3), new(4.05e9)));
        Assert.Equal((1e9, 4.05e9), (range.Minimum.Hertz, range.Maximum.Hertz));
        Assert.Equal(new QuantityRange<RfPower>(new(-110), new(16.5)), Spec.Narrow("power", new QuantityRange<RfPower>(new(-110), new(16.5))));
    }

    [Fact]
    public void Lanes_of_a_pulse_sequence_are_equally_long()
    {
        Assert.Equal(300, new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>> { ["laser"] = [new(1, 100), new(0, 200)], ["gate"] = [new(0, 300)] }).DurationNanoseconds);
        var uneven = new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>> { ["laser"] = [new(1, 100)], ["gate"] = [new(0, 300)] });
        Assert.Contains("laser 100 ns, gate 300 ns", Assert.Throws<InvalidOperationException>(() => uneven.DurationNanoseconds).Message);
    }
}
