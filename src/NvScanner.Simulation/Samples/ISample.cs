using NvScanner.Physics;

namespace NvScanner.Simulation.Samples;

/// <summary>A sample of the twin: what it looks like to the tip, and the field it makes. Positions in metres and fields in tesla, sample frame.</summary>
internal interface ISample
{
    /// <summary>Height that the feedback of a blunt tip follows, larger where the sample is higher.</summary>
    double HeightAt(double x, double y);

    /// <summary>Stray field outside the sample for a current (A) through its conductor and a bias field (T), the bias itself not included.</summary>
    Vector3d FieldAt(Vector3d position, double currentAmperes, Vector3d biasTesla);

    /// <summary>x of LixCoO2 at a place, NaN where there is none.</summary>
    double LithiumContentAt(double x, double y);

    /// <summary>Sheet current in A/m at a place for a current (A) through the conductor.</summary>
    Vector3d SheetCurrentAt(double x, double y, double currentAmperes);
}
