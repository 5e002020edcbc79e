using System.Globalization;

namespace NvScanner.Drivers.Transport.Vxi11;

/// <summary>VXI-11 (VXIbus TCP/IP instrument protocol, revision 1.0): what LAN instruments spoke before HiSLIP, and most still do.</summary>
/// <param name="host">Name or address.</param>
/// <param name="device">Logical device, "inst0" for most.</param>
/// <param name="corePort">Port of the core channel; null asks the instrument's portmapper on port 111.</param>
public sealed class Vxi11Opener(string host, string device, int? corePort = null) : IChannelOpener
{
    private const int PortmapperPort = 111;
    private const uint Portmapper = 100_000, PortmapperVersion = 2, GetPort = 3, Tcp = 6;

    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"vxi-11 {host} {device}{(corePort is { } port ? $" (port {port})" : "")}");

    /// <inheritdoc />
    public bool StartsEmpty => true;

    /// <inheritdoc />
    public async ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var port = corePort ?? await AskPortmapperAsync(cancellationToken);
        RpcConnection core = new(await new TcpOpener(host, port).OpenAsync(cancellationToken));
        try
        {
            return await Vxi11Channel.LinkAsync(core, host, device, Description, cancellationToken);
        }
        catch
        {
            await core.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<int> AskPortmapperAsync(CancellationToken cancellationToken)
    {
        await using RpcConnection portmapper = new(await new TcpOpener(host, PortmapperPort).OpenAsync(cancellationToken));
        var arguments = new XdrWriter().Add(Vxi11Channel.CoreProgram).Add(Vxi11Channel.Version).Add(Tcp).Add(0);
        var port = (await portmapper.CallAsync(Portmapper, PortmapperVersion, GetPort, arguments, cancellationToken)).Number();
        return port is > 0 and < 65536 ? (int)port : throw new IOException($"{Description}: its portmapper knows no VXI-11; switch the LAN interface of the instrument to VXI-11, or use its raw socket (TCPIP::{host}::5025::SOCKET)");
    }
}
