using System.Runtime.CompilerServices;

namespace NvScanner.Fitting.Simd;

/// <summary>A pinned array of single numbers in a lane's own format, read by spreading one over all lanes.</summary>
internal sealed unsafe class LaneNumbers<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly byte[] _memory; // keeps the pinned block alive

    public LaneNumbers(ReadOnlySpan<double> numbers)
    {
        int size = TLanes.IsSingle ? sizeof(float) : sizeof(double);
        _memory = GC.AllocateArray<byte>(Math.Max(numbers.Length, 1) * size, pinned: true);
        Pointer = Unsafe.AsPointer(ref _memory[0]);
        for (int i = 0; i < numbers.Length; i++)
            if (TLanes.IsSingle)
                ((float*)Pointer)[i] = (float)numbers[i];
            else
                ((double*)Pointer)[i] = numbers[i];
    }

    /// <summary>What <see cref="ILanes{TSelf}.Spread"/> reads from.</summary>
    public void* Pointer { get; }
}
