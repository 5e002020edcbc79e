using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

public sealed class CellDesignTests
{
    [Theory]
    [InlineData(0.1, 0.094e-3)]
    [InlineData(1, 0.94e-3)]
    [InlineData(5, 4.70e-3)]
    [InlineData(25, 23.5e-3)]
    public void C_rates_of_one_square_centimetre_are_those_of_the_paper(double rate, double amperes) =>
        Assert.Equal(amperes, new CellDesign().CurrentAtRate(rate), 1e-9);

    [Fact]
    public void One_C_takes_half_of_the_lithium_in_an_hour() => Assert.Equal(0.5, 3600 * new CellDesign().CurrentAtRate(1) / new CellDesign().HostChargeCoulombs, 1e-12);

    [Fact]
    public void State_of_charge_runs_from_the_empty_to_the_full_content() =>
        Assert.Equal([0.0, 0.06, 1.0], new[] { 1.0, 0.97, 0.5 }.Select(x => Math.Round(new CellDesign().StateOfCharge(x), 12)));

    [Fact]
    public void Everything_impossible_is_named_at_once_with_its_cause()
    {
        var design = new CellDesign { CapacityAmpereHoursPerSquareMetre = 0, LithiumContentEmpty = 1.2, AreaSquareMetres = double.NaN, DendriteLengthAtStartMetres = 1 };
        var message = Assert.Throws<ArgumentException>(design.ThrowIfImpossible).Message;
        Assert.Contains("capacity 0 Ah/m²: without capacity the first coulomb empties the cathode", message, StringComparison.Ordinal);
        Assert.Contains("x_0 = 1.2: LixCoO2 has between 0 and 1 lithium per formula unit", message, StringComparison.Ordinal);
        Assert.Contains("area NaN m²", message, StringComparison.Ordinal);
        Assert.Contains("dendrite of 1 m in an electrolyte of 2E-05 m", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.6, 0.97, "charging takes lithium out")]
    [InlineData(1.0, 0.5, 1.0, "no potential to rest at")]
    [InlineData(1.0, 0.5, -0.1, "between 0 and 1 lithium")]
    public void Impossible_contents_are_refused(double empty, double full, double start, string cause)
    {
        var design = new CellDesign { LithiumContentEmpty = empty, LithiumContentFull = full, LithiumContentAtStart = start };
        Assert.Contains(cause, Assert.Throws<ArgumentException>(design.ThrowIfImpossible).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Particles_without_volume_or_outside_the_cathode_are_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => new CellElectrochemistry(new CellDesign(),
            [new(default, 1e-6, 0, 1e-6, false), new(default, 1e-6, 1e-18, 28e-6, false)])).Message;
        Assert.Contains("particle 0 has a volume of 0 m³", message, StringComparison.Ordinal);
        Assert.Contains("particle 1 lies 2.8E-05 m from the electrolyte: outside the cathode of 2.7E-05 m", message, StringComparison.Ordinal);
    }
}
