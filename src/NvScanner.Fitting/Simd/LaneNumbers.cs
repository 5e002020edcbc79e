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

    /// <summary>The number in one lane.</summary>
    public static double Get(ref TLanes lanes, int lane) =>
        TLanes.IsSingle ? Unsafe.Add(ref Unsafe.As<TLanes, float>(ref lanes), lane) : Unsafe.Add(ref Unsafe.As<TLanes, double>(ref lanes), lane);

    /// <summary>Replaces the number in one lane.</summary>
    public static void Set(ref TLanes lanes, int lane, double number)
    {
        if (TLanes.IsSingle)
            Unsafe.Add(ref Unsafe.As<TLanes, float>(ref lanes), lane) = (float)number;
        else
            Unsafe.Add(ref Unsafe.As<TLanes, double>(ref lanes), lane) = number;
    }

    /// <summary>Sets or clears one lane of a mask.</summary>
    public static void SetMask(ref TLanes mask, int lane, bool set)
    {
        if (TLanes.IsSingle)
            Unsafe.Add(ref Unsafe.As<TLanes, int>(ref mask), lane) = set ? -1 : 0;
        else
            Unsafe.Add(ref Unsafe.As<TLanes, long>(ref mask), lane) = set ? -1 : 0;
    }

    /// <summary>True where a lane of a mask is set.</summary>
    public static bool IsSet(ref TLanes mask, int lane) =>
        TLanes.IsSingle ? Unsafe.Add(ref Unsafe.As<TLanes, int>(ref mask), lane) != 0 : Unsafe.Add(ref Unsafe.As<TLanes, long>(ref mask), lane) != 0;
}
