using System.Runtime.CompilerServices;

namespace NvScanner.Fitting.Simd;

/// <summary>A pinned block of lane vectors, aligned to cache lines, so that no load straddles two of them.</summary>
internal sealed unsafe class LaneBuffer<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Alignment = 64;
    private readonly byte[] _memory; // keeps the pinned block alive

    public LaneBuffer(int length)
    {
        _memory = GC.AllocateArray<byte>(length * sizeof(TLanes) + Alignment, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (TLanes*)((address + Alignment - 1) / Alignment * Alignment);
        Length = length;
    }

    public TLanes* Pointer { get; }

    public int Length { get; }

    /// <summary>The number at [index, lane], of doubles only.</summary>
    public ref double this[int index, int lane] => ref ((double*)(Pointer + index))[lane];

    public Span<TLanes> Span => new(Pointer, Length);
}
