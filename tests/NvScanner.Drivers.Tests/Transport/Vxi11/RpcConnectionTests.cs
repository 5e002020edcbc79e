using NvScanner.Drivers.Transport.Vxi11;

namespace NvScanner.Drivers.Tests.Transport.Vxi11;

/// <summary>Records as RFC 5531 and RFC 4506 lay them down, written by hand.</summary>
public sealed class RpcConnectionTests
{
    // GETPORT of the core channel over TCP: what rpcinfo and every VXI-11 client send first
    private const string GetPortCall = "8000003800000001000000000000000200" + "0186A0000000020000000300000000000000000000000000000000000607AF000000010000000600000000";

    private const string PortReply = "8000001C" + "00000001" + "00000001" + "00000000" + "0000000000000000" + "00000000" + "000003FF";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task ACallAndItsReplyAreThoseOfTheStandardHoweverTheBytesAreCut(int pieceLength)
    {
        RecordedChannel channel = new(Convert.FromHexString(PortReply), pieceLength);
        RpcConnection portmapper = new(channel);
        var result = await portmapper.CallAsync(100_000, 2, 3, new XdrWriter().Add(0x0607AF).Add(1).Add(6).Add(0), CancellationToken.None);
        Assert.Equal(1023u, result.Number());
        Assert.Equal(GetPortCall, Convert.ToHexString([.. channel.Written]));
    }

    [Fact]
    public async Task ARecordInFragmentsIsJoined()
    {
        var fragments = "0000000A" + "00000001000000010000" + "00000000" + "80000012" + "0000000000000000000000000000000003FF";
        Assert.Equal(1023u, (await CallAsync(fragments)).Number());
    }

    [Fact]
    public async Task TheReplyToACallThatWasGivenUpIsDropped()
    {
        var late = PortReply.Replace("8000001C00000001", "8000001C00000000", StringComparison.Ordinal).Replace("000003FF", "0000BAD0", StringComparison.Ordinal);
        Assert.Equal(1023u, (await CallAsync(late + PortReply)).Number());
    }

    [Theory]
    [InlineData("8000001C" + "00000001" + "00000001" + "00000001" + "0000000000000000" + "00000000" + "00000000", "denied")]
    [InlineData("80000018" + "00000001" + "00000001" + "00000000" + "0000000000000000" + "00000001", "has no program 186A0")]
    [InlineData("80000018" + "00000001" + "00000001" + "00000000" + "0000000000000000" + "00000003", "does not know procedure 3")]
    [InlineData("80000008" + "00000001" + "00000001", "ends before its content")]
    [InlineData("C8545450", "does not speak ONC RPC")]
    public async Task WhatIsNoReplyIsSaidToBeNone(string reply, string cause)
    {
        var error = await Assert.ThrowsAsync<IOException>(async () => await CallAsync(reply));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "00000000")]
    [InlineData("a", "0000000161000000")]
    [InlineData("inst0", "00000005696E737430000000")]
    [InlineData("abcd", "0000000461626364")]
    public void OpaqueDataArePaddedToWords(string text, string expected)
    {
        var writer = new XdrWriter().Add(text);
        Assert.Equal(expected, Convert.ToHexString(writer.Bytes));
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(new XdrReader(writer.Bytes.ToArray()).Opaque().Span));
    }

    private static ValueTask<XdrReader> CallAsync(string reply) =>
        new RpcConnection(new RecordedChannel(Convert.FromHexString(reply), 5)).CallAsync(100_000, 2, 3, new XdrWriter(), CancellationToken.None);
}
