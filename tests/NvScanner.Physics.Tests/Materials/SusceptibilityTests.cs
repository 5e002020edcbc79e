using NvScanner.Physics.Materials;

namespace NvScanner.Physics.Tests.Materials;

public class SusceptibilityTests
{
    /// <summary>Lithium as in constants.json: 14.2e-6 cm³/mol in cgs.</summary>
    [Fact]
    public void LithiumComesFromItsCgsValueAndItsVolume()
    {
        var molar = Susceptibility.MolarFromCgs(14.2e-6);
        Assert.Equal(1.7844246272390023e-10, molar, 1e-22);
        Assert.Equal(1.3705258273725056e-5, Susceptibility.VolumeFromMolar(molar, 1.302e-5), 1e-17);
        Assert.Equal(1.302e-5, Susceptibility.MolarVolume(6.94e-3, 533), 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-5)]
    [InlineData(double.NaN)]
    public void AMoleFillsAPositiveVolume(double molarVolume)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Susceptibility.VolumeFromMolar(1e-10, molarVolume));
        Assert.Throws<ArgumentOutOfRangeException>(() => Susceptibility.MolarVolume(molarVolume, 1000));
    }
}
