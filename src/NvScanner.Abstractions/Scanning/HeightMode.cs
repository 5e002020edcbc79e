namespace NvScanner.Abstractions.Scanning;

/// <summary>How the tip's height is held.</summary>
public enum HeightMode
{
    /// <summary>Feedback on, tip in contact: stand-off = the tip's stand-off at contact above the topography.</summary>
    Contact,

    /// <summary>Feedback with the tip lifted by a distance above the topography.</summary>
    Lift,

    /// <summary>Feedback off at a fixed height above the surface where the tip came down; it rides on what is higher.</summary>
    ConstantHeight,
}
