namespace NvScanner.Emulation.Hosting;

/// <summary>Numbers that follow from a key alone (splitmix64, Steele, Lea and Flood 2014), so that a fault found by a seed is found again.</summary>
internal static class Dice
{
    public static ulong Roll(ulong seed, ulong reply, ulong purpose)
    {
        var z = seed + (0x9E3779B97F4A7C15UL * (reply + 1)) + (0xD1B54A32D192ED03UL * (purpose + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public static bool Strikes(ulong seed, ulong reply, ulong purpose, int oneIn) => oneIn > 0 && Roll(seed, reply, purpose) % (ulong)oneIn == 0;
}
