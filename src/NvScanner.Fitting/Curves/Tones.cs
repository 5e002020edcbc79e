using NvScanner.Physics;

namespace NvScanner.Fitting.Curves;

/// <summary>Rabi: one tone, decaying exponentially as the drive fluctuates.</summary>
internal readonly struct RabiTones : ITones
{
    public static string FrequencyName => "frequency";

    public static double UsualExponent => 1;

    public static ReadOnlySpan<double> Places => [0];

    public static double SpacingHz => 0;
}

/// <summary>Ramsey without hyperfine structure: the detuning, decaying as a Gaussian in slow noise.</summary>
internal readonly struct RamseyTones : ITones
{
    public static string FrequencyName => "detuning";

    public static double UsualExponent => 2;

    public static ReadOnlySpan<double> Places => [0];

    public static double SpacingHz => 0;
}

/// <summary>Ramsey of the three lines of 14N.</summary>
internal readonly struct RamseyNitrogen14Tones : ITones
{
    public static string FrequencyName => "detuning";

    public static double UsualExponent => 2;

    public static ReadOnlySpan<double> Places => [-1, 0, 1];

    public static double SpacingHz => PhysicalConstants.Nitrogen14SplittingHz;
}

/// <summary>Ramsey of the two lines of 15N.</summary>
internal readonly struct RamseyNitrogen15Tones : ITones
{
    public static string FrequencyName => "detuning";

    public static double UsualExponent => 2;

    public static ReadOnlySpan<double> Places => [-0.5, 0.5];

    public static double SpacingHz => PhysicalConstants.Nitrogen15SplittingHz;
}
