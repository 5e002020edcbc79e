namespace NvScanner.Abstractions.Instruments;

/// <summary>What kind of value an option takes.</summary>
public enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A word of a list.</summary>
    Choice,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number without unit.</summary>
    Number,

    /// <summary>A duration with unit.</summary>
    Duration,

    /// <summary>A length with unit.</summary>
    Length,

    /// <summary>A frequency with unit.</summary>
    Frequency,

    /// <summary>A microwave power in dBm.</summary>
    RfPower,

    /// <summary>An optical power with unit.</summary>
    OpticalPower,

    /// <summary>A voltage with unit.</summary>
    Voltage,

    /// <summary>A current with unit.</summary>
    Current,

    /// <summary>A magnetic field with unit.</summary>
    MagneticField,

    /// <summary>A temperature with unit.</summary>
    Temperature,

    /// <summary>An angle with unit.</summary>
    Angle,

    /// <summary>A photon rate with unit.</summary>
    PhotonRate,
}
