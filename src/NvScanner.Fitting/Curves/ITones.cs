namespace NvScanner.Fitting.Curves;

/// <summary>What distinguishes one oscillation from another.</summary>
internal interface ITones
{
    /// <summary>What the frequency is called.</summary>
    static abstract string FrequencyName { get; }

    /// <summary>The exponent of the decay, unless it is set free.</summary>
    static abstract double UsualExponent { get; }

    /// <summary>Offset of each tone from the frequency, in spacings.</summary>
    static abstract ReadOnlySpan<double> Places { get; }

    /// <summary>Distance of neighbouring tones in Hz, 0 for a single one.</summary>
    static abstract double SpacingHz { get; }
}
