using NvScanner.Drivers.Transport.HiSlip;

namespace NvScanner.Drivers.Tests.Transport.HiSlip;

/// <summary>Messages as IVI-6.1 lays them down, written by hand.</summary>
public sealed class HiSlipChannelTests
{
    [Fact]
    public async Task RequestsAreNumberedInStepsOfTwoAndSayWhetherTheReplyBeforeWasRead()
    {
        RecordedChannel line = new(Convert.FromHexString("48530700" + "FFFFFF00" + "0000000000000002" + "310A"), 3);
        HiSlipChannel channel = new(new HiSlipConnection(line), new HiSlipConnection(new RecordedChannel([], 1)), 1000, "hislip");
        await channel.WriteAsync("*OPC?\n"u8.ToArray(), CancellationToken.None);
        var buffer = new byte[10];
        Assert.Equal(2, (await channel.ReadAsync(buffer, CancellationToken.None)).Count);
        await channel.WriteAsync("*CLS\n"u8.ToArray(), CancellationToken.None);
        Assert.Equal("48530700FFFFFF000000000000000006" + "2A4F50433F0A" + "48530701FFFFFF020000000000000005" + "2A434C530A", Convert.ToHexString([.. line.Written]));
    }

    [Fact]
    public async Task AReplyToAnotherRequestIsDroppedWhole()
    {
        var late = "48530700" + "FFFFFEFE" + "0000000000000003" + "4F4C44";
        var interrupted = "48530D00" + "FFFFFF00" + "0000000000000000";
        var pieces = "48530600" + "FFFFFF00" + "0000000000000002" + "4142" + "48530700" + "FFFFFF00" + "0000000000000001" + "43";
        HiSlipChannel channel = new(new HiSlipConnection(new RecordedChannel(Convert.FromHexString(late + interrupted + pieces), 5)), new HiSlipConnection(new RecordedChannel([], 1)), 1000, "hislip");
        await channel.WriteAsync("X?"u8.ToArray(), CancellationToken.None);
        var reply = "";
        var buffer = new byte[10];
        while (true)
        {
            var read = await channel.ReadAsync(buffer, CancellationToken.None);
            reply += System.Text.Encoding.ASCII.GetString(buffer, 0, read.Count);
            if (read.EndOfMessage) break;
        }
        Assert.Equal("ABC", reply);
    }

    [Fact]
    public async Task WhatTheDeviceComplainsAboutIsInTheError()
    {
        HiSlipConnection connection = new(new RecordedChannel(Convert.FromHexString("48530203" + "00000000" + "0000000000000004" + "6F6F7073"), 4));
        var error = await Assert.ThrowsAsync<IOException>(async () => await connection.NextAsync(CancellationToken.None));
        Assert.Contains("error 3: oops", error.Message, StringComparison.Ordinal);
    }
}
