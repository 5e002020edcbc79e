namespace NvScanner.Abstractions.Instruments;

/// <summary>One instrument behind exactly one connection. Disposing never throws and leaves the emitters off.</summary>
public interface IInstrument : IAsyncDisposable
{
    /// <summary>Name by which errors, logs and files call the instrument: the role and the driver key.</summary>
    InstrumentId Id { get; }

    /// <summary>Opens the connection and checks who answers; returns when the instrument can take commands. Throws <see cref="InstrumentException"/>.</summary>
    ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken);
}
