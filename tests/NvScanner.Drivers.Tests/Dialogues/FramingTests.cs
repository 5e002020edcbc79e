using System.Text;
using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class FramingTests
{
    [Theory]
    [InlineData("1.25\n", "1.25")]
    [InlineData("1.25\r\n", "1.25")]
    [InlineData("1.25\n\r", "1.25")]
    [InlineData("\r\n  1.25 \r\n", "1.25")]
    [InlineData("a b\n", "a b")]
    public void ALineCutAtAnyByteIsFoundOnlyWhenItIsWhole(string stream, string line)
    {
        var bytes = Encoding.ASCII.GetBytes(stream);
        var end = Array.IndexOf(bytes, (byte)'\n', stream.IndexOf(line, StringComparison.Ordinal)) + 1;
        for (var cut = 0; cut < end; cut++) Assert.Null(LineFraming.LineFeed.Find(bytes.AsSpan(0, cut), endOfMessage: false));
        for (var cut = end; cut <= bytes.Length; cut++)
        {
            var found = LineFraming.LineFeed.Find(bytes.AsSpan(0, cut), endOfMessage: false);
            Assert.Equal(line, Encoding.ASCII.GetString(bytes, found!.Value.Start, found.Value.Length));
            Assert.Equal(end, found.Value.Used);
        }
    }

    [Fact]
    public void AMarkedEndEndsALineWithoutTerminator() =>
        Assert.Equal(new ReplyExtent(0, 4, 4), LineFraming.LineFeed.Find("1.25"u8, endOfMessage: true));

    [Fact]
    public void ADeviceWithCarriageReturnsOnlyIsRead() =>
        Assert.Equal(new ReplyExtent(0, 2, 3), new LineFraming((byte)'\r').Find("42\r"u8, endOfMessage: false));

    [Fact]
    public void ABlockCutAtAnyByteIsFoundOnlyWhenItIsWholeWhateverItsBytes()
    {
        byte[] stream = [.. "\n#213"u8, .. "\n\r#;,"u8, 0, 0xFF, 0x80, .. "abc12"u8, (byte)'\n'];
        BlockFraming framing = new(1000);
        for (var cut = 0; cut < stream.Length - 1; cut++) Assert.Null(framing.Find(stream.AsSpan(0, cut), endOfMessage: false));
        Assert.Equal(new ReplyExtent(5, 13, 18), framing.Find(stream, endOfMessage: false));
    }

    [Fact]
    public void ABlockOfUnknownLengthEndsWithItsMark()
    {
        BlockFraming framing = new(1000);
        Assert.Null(framing.Find("#0abc\n"u8, endOfMessage: false));
        Assert.Equal(new ReplyExtent(2, 3, 6), framing.Find("#0abc\n"u8, endOfMessage: true));
    }

    [Theory]
    [InlineData("1.25\n")]
    [InlineData("#x12")]
    [InlineData("#3x12")]
    [InlineData("#41001")]
    [InlineData("#9999999999")]
    public void WhatCanNeverBecomeABlockIsRefusedAtOnce(string stream) =>
        Assert.Throws<FormatException>(() => new BlockFraming(1000).Find(Encoding.ASCII.GetBytes(stream), endOfMessage: false));
}
