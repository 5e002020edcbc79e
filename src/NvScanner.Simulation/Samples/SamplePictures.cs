using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Samples;

/// <summary>Pictures of the simulated samples, made without a rig.</summary>
public static class SamplePictures
{
    /// <summary>The picture of the sample that a profile simulates; throws <see cref="InstrumentException"/> when it has none or its settings are wrong.</summary>
    public static SamplePicture Of(RigProfile profile)
    {
        var id = new InstrumentId("simulation", profile.Name);
        var spec = profile.Simulation
            ?? throw new InstrumentException(id, "the profile simulates no sample that could be drawn");
        if (spec.Sample != SampleCatalogue.BatteryCrossSection)
            throw new InstrumentException(id, $"the sample '{spec.Sample}' has no microstructure to draw; only {SampleCatalogue.BatteryCrossSection} has");
        var settings = new WorldSettings(spec);
        var geometry = CellSettings.Geometry(settings);
        settings.ThrowIfUnreadable(id);
        BatteryFactory.ThrowIfImpossible(geometry, id);
        return CellPicture.Of(MicrostructureGenerator.Generate(geometry, spec.Seed), geometry, spec.Seed);
    }
}
