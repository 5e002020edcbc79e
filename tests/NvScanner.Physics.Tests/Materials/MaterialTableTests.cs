using NvScanner.Physics.Materials;

namespace NvScanner.Physics.Tests.Materials;

public class MaterialTableTests
{
    private const string Good =
        """{ "name": "M", "formula": "M", "role": "element", "order": "paramagnetic", "quality": "ok", "provenance": "p", "molarVolume": 1e-5, "molarSusceptibility": 1e-10 }""";

    /// <summary>Volume susceptibilities of the physics page, section e, to the digits that it prints.</summary>
    [Theory]
    [InlineData("Li", 1.37e-5, 0.005e-5)]
    [InlineData("Na", 8.5e-6, 0.05e-6)]
    [InlineData("K", 5.7e-6, 0.05e-6)]
    [InlineData("Mg", 1.2e-5, 0.05e-5)]
    [InlineData("Ca", 1.9e-5, 0.05e-5)]
    [InlineData("Al", 2.1e-5, 0.05e-5)]
    [InlineData("Cu", -9.6e-6, 0.1e-6)]
    [InlineData("Au", -3.4e-5, 0.05e-5)]
    [InlineData("Ti", 1.8e-4, 0.05e-4)]
    [InlineData("Pt", 2.7e-4, 0.05e-4)]
    [InlineData("LiCoO2", 6.7e-5, 0.05e-5)]
    public void VolumeSusceptibilitiesMeetThePhysicsPage(string name, double susceptibility, double tolerance) =>
        Assert.Equal(susceptibility, MaterialTable.Default[name].VolumeSusceptibility(), tolerance);

    /// <summary>Table 1 as adopted by the physics page.</summary>
    [Theory]
    [InlineData("LixFePO4", 1, 4.5e-8)]
    [InlineData("LFP", 0, 4.1e-8)]
    [InlineData("LixFe0.8Mn0.2PO4", 0, 8.2e-8)]
    [InlineData("LixCoO2", 1, 1.3e-9)]
    [InlineData("LCO", 0.6, 7.2e-9)]
    [InlineData("LCO", 0.55, 6.6e-9)]
    [InlineData("LCO", 0.1, 6.0e-9)]
    [InlineData("LixMnO2", 0.39, 6.1e-8)]
    [InlineData("LixNiO2", 0.94, 2.8e-8)]
    [InlineData("LTO", 0.95, 1.3e-8)]
    [InlineData("graphite", 0.2, -5.0e-9)]
    [InlineData("graphite", 0.7, 1.2e-9)]
    public void MolarSusceptibilitiesFollowTheLithiumContent(string name, double lithiumContent, double molar) =>
        Assert.Equal(molar, MaterialTable.Default[name].MolarSusceptibilityAt(lithiumContent), 1e-3 * Math.Abs(molar));

    [Theory]
    [InlineData("LMO", 1.0e-7)]
    [InlineData("LNMO", 1.4e-7)]
    [InlineData("NCM811", 2.2e-8)]
    [InlineData("Si", -4.2e-11)]
    [InlineData("SnO2", -7.3e-10)]
    [InlineData("Co3O4", 7.8e-8)]
    public void RowsThatAreSoundAreAdoptedAsPrinted(string name, double molar)
    {
        var material = MaterialTable.Default[name];
        Assert.Equal(molar, material.MolarSusceptibility);
        Assert.Equal(molar, material.Printed!.MolarSusceptibility);
        Assert.Empty(material.Warnings());
    }

    [Theory]
    [InlineData("LixCoO2", 1.3e-7, MaterialQuality.Corrupt)]
    [InlineData("NCA", 3.8e-8, MaterialQuality.Corrupt)]
    [InlineData("NMC111", 3.1e-7, MaterialQuality.Suspect)]
    [InlineData("LLZO", -1.2e-11, MaterialQuality.Suspect)]
    public void DamagedRowsKeepWhatIsPrintedAndSayIt(string name, double printed, MaterialQuality quality)
    {
        var material = MaterialTable.Default[name];
        Assert.True(material.OcrSuspect);
        Assert.Equal(printed, material.Printed!.MolarSusceptibility);
        Assert.NotEqual(printed, material.MolarSusceptibility ?? double.NaN);
        Assert.Equal(quality, material.Quality);
        Assert.Single(material.Warnings());
    }

    [Theory]
    [InlineData("Ni")]
    [InlineData("Fe")]
    [InlineData("Co")]
    [InlineData("steel")]
    public void FerromagnetsAreWarnedOfAndHaveNoSusceptibility(string name)
    {
        var material = MaterialTable.Default[name];
        Assert.Contains("ferromagnetic", Assert.Single(material.Warnings()));
        Assert.Contains("ferromagnetic", Assert.Throws<InvalidOperationException>(() => material.VolumeSusceptibility()).Message);
        Assert.InRange(material.SaturationMagnetization!.Value, 1e5, 3e6);
    }

    [Fact]
    public void EveryRowSaysWhereItComesFrom()
    {
        Assert.Equal(37, MaterialTable.Default.All.Count);
        Assert.All(MaterialTable.Default.All, material => Assert.NotEmpty(material.Provenance));
        Assert.Equal(100, MaterialTable.Default["LCO"].ElectronicConductivity);
        Assert.Equal(1e-2, MaterialTable.Default["LLZO"].IonicConductivity);
    }

    [Fact]
    public void AnUnknownNameGetsTheNearestOnes()
    {
        var message = Assert.Throws<KeyNotFoundException>(() => MaterialTable.Default["LiCoO"]).Message;
        Assert.Contains("'LiCoO2'", message);
        Assert.Contains("'alumini", Assert.Throws<KeyNotFoundException>(() => MaterialTable.Default["alumin"]).Message);
    }

    [Theory]
    [InlineData("LCO", -0.01, "between 0 and 1")]
    [InlineData("LCO", double.NaN, "between 0 and 1")]
    [InlineData("LixMnO2", 0.2, "from 0.39 to 1 only")]
    public void ALithiumContentOutsideTheDataIsRefused(string name, double lithiumContent, string cause) =>
        Assert.Contains(cause, Assert.Throws<ArgumentOutOfRangeException>(() => MaterialTable.Default[name].MolarSusceptibilityAt(lithiumContent)).Message);

    [Fact]
    public void AMaterialWithoutAKnownDependenceSaysSo()
    {
        Assert.Contains("not known against its lithium content", Assert.Throws<InvalidOperationException>(() => MaterialTable.Default["LMO"].MolarSusceptibilityAt(0.5)).Message);
        Assert.Contains("one exponent is wrong", Assert.Throws<InvalidOperationException>(() => MaterialTable.Default["NCA"].MolarSusceptibilityAt(0.5)).Message);
    }

    [Theory]
    [InlineData("1e-5", "-1e-5", "'M', molarVolume: -1E-05 m³/mol; a mole fills a positive volume")]
    [InlineData("1e-10", "-1e-4", "is not that of a material that is paramagnetic")]
    [InlineData("\"paramagnetic\"", "\"ferromagnetic\"", "a ferromagnet has none")]
    [InlineData("1e-10", "1e-10, \"lithiation\": [{ \"x\": 0, \"molarSusceptibility\": -2e-5 }, { \"x\": 1, \"molarSusceptibility\": 1e-10 }]", "nothing is below -1")]
    [InlineData("1e-10", "1e-10, \"lithiation\": [{ \"x\": 0, \"molarSusceptibility\": 1e-9 }, { \"x\": 1.2, \"molarSusceptibility\": 1e-10 }]", "x = 1.2 lies outside 0 to 1")]
    [InlineData("1e-10", "1e-10, \"lithiation\": [{ \"x\": 0.5, \"molarSusceptibility\": 1e-9 }, { \"x\": 0.5, \"molarSusceptibility\": 1e-10 }]", "does not ascend")]
    [InlineData("1e-10", "1e-10, \"ionicConductivity\": -2", "ionicConductivity: -2 is negative")]
    [InlineData("\"quality\"", "\"qualty\"", "qualty")]
    [InlineData("1e-10 }", "1e-10 ", "line")]
    public void ImpossibleTablesAreRefusedWithFileMaterialAndCause(string good, string bad, string cause)
    {
        MaterialTable.Parse(Table(Good), "mine.json");
        var message = Assert.Throws<FormatException>(() => MaterialTable.Parse(Table(Good.Replace(good, bad, StringComparison.Ordinal)), "mine.json")).Message;
        Assert.StartsWith("mine.json", message);
        Assert.Contains(cause, message);
    }

    [Fact]
    public void ANameStandsForOneMaterial() =>
        Assert.Contains("already names 'M'", Assert.Throws<FormatException>(() => MaterialTable.Parse(Table($"{Good}, {Good}"), "mine.json")).Message);

    private static string Table(string materials) => $$"""{ "schema": "s", "units": "u", "quality": "q", "materials": [ {{materials}} ] }""";
}
