namespace NvScanner.Emulation;

/// <summary>A started emulator.</summary>
/// <param name="address">VISA resource string under which it is reached.</param>
/// <param name="host">What keeps it running.</param>
public sealed class EmulatorHost(string address, IAsyncDisposable host) : IAsyncDisposable
{
    /// <summary>VISA resource string for the profile's option `address`.</summary>
    public string Address { get; } = address;

    /// <summary>Ends it; returns when its port is free.</summary>
    public ValueTask DisposeAsync() => host.DisposeAsync();
}
