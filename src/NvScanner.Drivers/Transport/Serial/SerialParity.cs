namespace NvScanner.Drivers.Transport.Serial;

/// <summary>Parity bit of a serial line.</summary>
public enum SerialParity
{
    /// <summary>No parity bit.</summary>
    None,

    /// <summary>An odd number of ones.</summary>
    Odd,

    /// <summary>An even number of ones.</summary>
    Even,
}
