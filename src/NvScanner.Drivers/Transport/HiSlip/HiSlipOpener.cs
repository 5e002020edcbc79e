using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NvScanner.Drivers.Transport.HiSlip;

/// <summary>HiSLIP (IVI-6.1) in synchronised mode: two TCP connections to one port, messages with numbers and marked ends.</summary>
/// <param name="host">Name or address.</param>
/// <param name="device">Sub-address, "hislip0" for most.</param>
/// <param name="port">Port, 4880 for most.</param>
public sealed class HiSlipOpener(string host, string device, int port) : IChannelOpener
{
    private const uint Version = 0x0100, Vendor = 'N' << 8 | 'V';
    private const ulong LongestMessageWeTake = 1 << 20;

    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"hislip {host}:{port} {device}");

    /// <inheritdoc />
    public bool StartsEmpty => true;

    /// <inheritdoc />
    public async ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        TcpOpener tcp = new(host, port);
        HiSlipConnection synchronous = new(await tcp.OpenAsync(cancellationToken));
        HiSlipConnection? asynchronous = null;
        try
        {
            await synchronous.SendAsync(HiSlipMessage.Initialize, 0, Version << 16 | Vendor, Encoding.ASCII.GetBytes(device), cancellationToken);
            var session = (await synchronous.ExpectAsync(HiSlipMessage.InitializeResponse, cancellationToken)).Parameter & 0xFFFF;
            asynchronous = new HiSlipConnection(await tcp.OpenAsync(cancellationToken));
            await asynchronous.SendAsync(HiSlipMessage.AsyncInitialize, 0, session, default, cancellationToken);
            await asynchronous.ExpectAsync(HiSlipMessage.AsyncInitializeResponse, cancellationToken);
            return new HiSlipChannel(synchronous, asynchronous, await AgreeOnSizeAsync(asynchronous, cancellationToken), Description);
        }
        catch
        {
            await synchronous.DisposeAsync();
            if (asynchronous is not null) await asynchronous.DisposeAsync();
            throw;
        }
    }

    private static async ValueTask<int> AgreeOnSizeAsync(HiSlipConnection asynchronous, CancellationToken cancellationToken)
    {
        var size = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(size, LongestMessageWeTake);
        await asynchronous.SendAsync(HiSlipMessage.AsyncMaximumMessageSize, 0, 0, size, cancellationToken);
        await asynchronous.ExpectAsync(HiSlipMessage.AsyncMaximumMessageSizeResponse, cancellationToken);
        for (var count = 0; count < size.Length && asynchronous.PayloadLeft > 0;) count += await asynchronous.ReadAsync(size.AsMemory(count), cancellationToken);
        return (int)Math.Clamp(BinaryPrimitives.ReadUInt64BigEndian(size), 1, LongestMessageWeTake);
    }
}
