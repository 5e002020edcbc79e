using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Tests.Cell.Geometry;
using NvScanner.Simulation.Tests.Drivers;

namespace NvScanner.Simulation.Tests.Samples;

/// <summary>What is wrong with a simulated sample is said by the field of the profile and with its physical cause, before anything is connected; what is doubtful is a warning.</summary>
public sealed class SimulatedSampleTests
{
    private static RigProfile Profile(string sample, string name, string text, params (string Part, string Name)[] materials)
    {
        var profile = SimulatedRig.Profile(sample, settings: name.Length == 0 ? [] : new() { [name] = text });
        return profile with { Simulation = profile.Simulation! with { Materials = materials.ToDictionary(material => material.Part, material => material.Name) } };
    }

    [Theory]
    [InlineData("lithium-content", "1.3", "simulation.settings.lithium-content", "'1.3' is not a number between 0 and 1")]
    [InlineData("lithium-content", "0.995", "simulation.settings", "the cathode has no potential to rest at")]
    [InlineData("composite", "38 um", "simulation.settings", "overlap by 2 um in a block 40 um long: they would touch and short the cell")]
    [InlineData("standoff-at-contact", "0 nm", "simulation.settings.standoff-at-contact", "at 0 or less the NV would lie in the sample")]
    [InlineData("standoff-at-contact", "-5 nm", "simulation.settings.standoff-at-contact", "at 0 or less the NV would lie in the sample")]
    [InlineData("bulk-depth", "-1 um", "simulation.settings.bulk-depth", "a depth is 0 or more")]
    [InlineData("current-path", "magic", "simulation.settings.current-path", "choose one of ions-and-electrons, electrons-only")]
    public void An_impossible_setting_is_named(string name, string text, string field, string message)
    {
        var (foundField, found) = Assert.Single(SimulatedSample.Problems(Profile("battery-cross-section", name, text)));
        Assert.Equal(field, foundField);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cathode", "LiCoO", "There is no material 'LiCoO'; the nearest names are")]
    [InlineData("cathode", "Cu", "copper is no cathode but element: the positive electrode gives lithium away")]
    [InlineData("electrolyte", "Fe", "iron is no electrolyte but element: between the electrodes ions pass")]
    [InlineData("anode", "LLZO", "is no element, alloy, anode but electrolyte")]
    public void An_impossible_material_is_named(string part, string name, string message)
    {
        var profile = Profile("battery-cross-section", "", "", (part, name));
        var (field, found) = Assert.Single(SimulatedSample.Problems(profile));
        Assert.Equal($"simulation.materials.{part}", field);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_cell_is_made_of_materials_that_can_be_chosen() =>
        Assert.Equal("simulation.materials", Assert.Single(SimulatedSample.Problems(Profile("test-strip", "", "", ("anode", "Li")))).Field);

    [Fact]
    public void Shipped_and_ordinary_samples_are_good()
    {
        Assert.Empty(SimulatedSample.Problems(Profile("battery-cross-section", "dendrite", "0.8", ("anode", "Na"), ("cathode", "LFP"), ("electrolyte", "LATP"))));
        Assert.Empty(SimulatedSample.Problems(Profile("letter-f", "", "")));
        Assert.Empty(SimulatedSample.Problems(Profile("letter-f", "", "") with { Simulation = null }));
        Assert.Empty(SimulatedSample.Warnings(Profile("battery-cross-section", "", "", ("anode", "Li"))));
    }

    [Theory]
    [InlineData("Ni")]
    [InlineData("steel")]
    public void Ferromagnets_are_warned_of_and_left_out(string name)
    {
        var warning = Assert.Single(SimulatedSample.Warnings(Profile("battery-cross-section", "", "", ("anode", name))));
        Assert.StartsWith("simulation.materials.anode: ", warning, StringComparison.Ordinal);
        Assert.Contains("ferromagnetic", warning, StringComparison.Ordinal);
        Assert.Contains("leaves it out", warning, StringComparison.Ordinal);
        Assert.Equal(0, CellMaterials.Of(new Dictionary<string, string> { ["anode"] = name }).AnodeSusceptibility);
    }

    [Fact]
    public void The_susceptibility_of_the_named_material_makes_the_field()
    {
        var structure = MicrostructureGenerator.Generate(Cells.Small with { CobaltOxideFraction = 0.4 }, 4);
        var contents = Enumerable.Repeat(0.9, structure.Particles.Count).ToArray();
        // beside the lithium's end and over the composite: what a part adds is its susceptibility, everything else equal
        Vector3d FieldOf(Vector3d place, params (string Part, string Name)[] names) => new CellField(
            structure, contents, new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]), materials: CellMaterials.Of(names.ToDictionary(name => name.Part, name => name.Name)))
            .FieldAt(place, new Vector3d(0, 0, 0.08), contents, 0, 0);
        var atEnd = new Vector3d(0.1e-6, 3e-6, 60e-9);
        var none = FieldOf(atEnd, ("anode", "Fe"));
        // Cu -9.6e-6, Li 1.37e-5, Pt 2.7e-4
        Assert.Equal(-9.6e-6 / 1.37e-5, (FieldOf(atEnd, ("anode", "Cu")) - none).Z / (FieldOf(atEnd) - none).Z, 0.02);
        Assert.Equal(2.7e-4 / 1.37e-5, (FieldOf(atEnd, ("anode", "Pt")) - none).Z / (FieldOf(atEnd) - none).Z, 0.5);
        var inComposite = new Vector3d(8e-6, 3e-6, 60e-9);
        Assert.True(FieldOf(inComposite, ("cathode", "LFP")).Norm > 5 * FieldOf(inComposite).Norm);
    }
}
