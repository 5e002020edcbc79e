using NvScanner.Reporting.Colours;

namespace NvScanner.Cli.Pictures;

/// <summary>Colours of the phases of a sample, told apart with colour blindness and in grey.</summary>
internal static class PhaseColours
{
    private const int ShadesOfParticles = 7;

    private static readonly Rgb[] Phases =
    [
        new(22, 24, 28),    // pore or crack
        new(176, 184, 193), // lithium
        new(245, 240, 226), // LLZO grain
        new(214, 192, 146), // grain boundary
        new(66, 104, 168),  // LixCoO2
        new(206, 54, 60),   // dendrite
    ];

    /// <summary>Colour of an outline between particles.</summary>
    public static Rgb Outline { get; } = new(20, 32, 58);

    /// <summary>The colour of a label.</summary>
    public static Rgb Of(int label) => Phases[label];

    /// <summary>The colour of a label, particles being a little lighter or darker than their neighbours.</summary>
    public static Rgb Of(int label, int particle)
    {
        var colour = Phases[label];
        if (particle < 0) return colour;
        var shift = (particle * 5 % ShadesOfParticles - ShadesOfParticles / 2) * 7;
        return new(Shifted(colour.R), Shifted(colour.G), Shifted(colour.B));

        byte Shifted(byte channel) => (byte)Math.Clamp(channel + shift, 0, 255);
    }
}
