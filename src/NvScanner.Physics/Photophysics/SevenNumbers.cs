using System.Runtime.CompilerServices;

namespace NvScanner.Physics.Photophysics;

/// <summary>Seven numbers in place, one per level in the order of <see cref="SevenLevels"/>.</summary>
[InlineArray(SevenLevels.Count)]
internal struct SevenNumbers
{
    private double _first;
}
