namespace NvScanner.Drivers.Swabian;

/// <summary>One output of a Pulse Streamer 8/2.</summary>
/// <param name="IsAnalogue">Whether it is one of the two analogue outputs.</param>
/// <param name="Index">0 to 7, or 0 and 1 for the analogue ones.</param>
internal readonly record struct PulserOutput(bool IsAnalogue, int Index)
{
    /// <summary>Reads "0" to "7", "a0" or "a1"; null for anything else.</summary>
    public static PulserOutput? Parse(string text) => text switch
    {
        [>= '0' and <= '7' and var digit] => new PulserOutput(false, digit - '0'),
        ['a' or 'A', '0' or '1'] => new PulserOutput(true, text[1] - '0'),
        _ => null,
    };
}
