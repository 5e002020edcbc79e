using NvScanner.Simulation.Cell.Electrochemistry;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Tests.Cell.Electrochemistry;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>
/// The paper: C/10, 1C and 5C are 0.09, 0.94 and 4.70 mA/cm2; a third of a charge leaves the cathode homogeneous at C/10 and 1C and graded at 5C (four minutes),
/// with more than half of the lithium everywhere. Here with the particles of the generated cross-section; bands are about what the twin gives.
/// </summary>
public sealed class ChargeTests(ITestOutputHelper output)
{
    private const double AmpereHoursPerCoulomb = 1.0 / 3600;

    [Theory]
    [InlineData(0.1, 0.0943, 0.0020)]
    [InlineData(1, 0.943, 0.030)]
    [InlineData(5, 4.71, 0.088)]
    public void A_third_of_a_charge(double rate, double milliamperes, double difference)
    {
        var structure = PaperCell.Whole.Structure;
        var design = new CellDesign { CapacityAmpereHoursPerSquareMetre = CellInventory.ArealCapacity(structure) * AmpereHoursPerCoulomb };
        var cell = new CellElectrochemistry(design, structure.Particles);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(rate)), SomeCell.WideLimits, 0);
        var contents = new double[structure.Particles.Count];
        cell.CopyLithiumContents(1200 / rate, contents);
        output.WriteLine(FormattableString.Invariant(
            $"{rate} C: {design.CurrentAtRate(rate) * 1e3:f3} mA/cm2, x from {contents.Min():f3} to {contents.Max():f3}, mean {cell.MeanLithiumContent:f3}"));

        Assert.Equal(milliamperes, design.CurrentAtRate(rate) * 1e3, 0.005 * milliamperes); // of 1 cm2
        Assert.InRange(contents.Max() - contents.Min(), 0.93 * difference, 1.07 * difference);
        Assert.All(contents, x => Assert.True(x > 0.5));
    }
}
