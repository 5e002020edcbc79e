using System.Runtime.CompilerServices;

namespace NvScanner.Physics.Photophysics;

/// <summary>Three numbers in place, one per level or per hyperfine component.</summary>
[InlineArray(3)]
internal struct Triple
{
    private double _first;
}
