using NvScanner.Physics;
using NvScanner.Simulation.Cell;

namespace NvScanner.Simulation.Samples;

/// <summary>A sample of the twin: what it looks like to the tip, and the field it makes. Positions in metres and fields in tesla, sample frame.</summary>
internal interface ISample
{
    /// <summary>The cell at the potentiostat's clamps, null for a sample without one.</summary>
    ISimulatedCell? Cell => null;

    /// <summary>Height that the feedback of a blunt tip follows, larger where the sample is higher.</summary>
    double HeightAt(double x, double y);

    /// <summary>Stray field outside the sample, the bias itself not included, without what a sine in the cell's current adds.</summary>
    Vector3d FieldAt(Vector3d position, in SampleConditions conditions);

    /// <summary>Amplitude of the field that a sine in the cell's current adds, in phase with it; zero where there is none.</summary>
    Vector3d SineFieldAt(Vector3d position, in SampleConditions conditions) => Vector3d.Zero;

    /// <summary>x of LixCoO2 at a place, NaN where there is none.</summary>
    double LithiumContentAt(double x, double y, in SampleConditions conditions);

    /// <summary>Sheet current in A/m at a place.</summary>
    Vector3d SheetCurrentAt(double x, double y, in SampleConditions conditions);

    /// <summary>How much warmer than its surroundings the sample is at a place, in K.</summary>
    double TemperatureRiseAt(double x, double y, in SampleConditions conditions) => 0;
}
