using FsCheck;
using FsCheck.Fluent;
using NvScanner.Drivers.Nanonis;

namespace NvScanner.Drivers.Tests.Nanonis;

/// <summary>Bytes of the vendor's document, not of this code.</summary>
public sealed class NanonisFrameTests
{
    private const string SetPosition = "466F6C4D652E5859506F73536574" + "000000000000000000000000000000000000" // FolMe.XYPosSet, padded to 32
        + "00000014" + "0001" + "0000" + "3E45798EE2308C3A" + "3E501B2B29A4692B" + "00000001";

    [Fact]
    public void AMotionIsEncodedAsInTheDocument() =>
        Assert.Equal(SetPosition, Convert.ToHexString(NanonisFrame.Encode("FolMe.XYPosSet", new NanonisBody().Float64(10e-9).Float64(15e-9).UInt32(1).Bytes)));

    [Fact]
    public void APositionIsDecodedAsInTheDocument()
    {
        var body = Convert.FromHexString("3E35798EE2308C3A" + "BE35798EE2308C3A" + "00000000" + "00000000");
        var (position, error) = NanonisFrame.Decode(body, r => (r.Float64(), r.Float64()));
        Assert.Equal((5e-9, -5e-9), position);
        Assert.Null(error);
    }

    [Theory]
    [InlineData("00000001" + "00000003" + "6F6666")]
    [InlineData("0000000000000000" + "0000000000000000" + "00000001" + "00000003" + "6F6666")]
    public void AnErrorIsReadWithAndWithoutValuesBeforeIt(string body)
    {
        var (_, error) = NanonisFrame.Decode(Convert.FromHexString(body), r => (r.Float64(), r.Float64()));
        Assert.Equal("off", error);
    }

    [Fact]
    public void LengthsOfTextsCountWithAllTheirBits()
    {
        var body = new byte[4 + 300 + 8];
        (body[2], body[3]) = (0x01, 0x2C);
        body.AsSpan(4, 300).Fill((byte)'a');
        Assert.Equal(300, NanonisFrame.Decode(body, r => r.Text()).Values!.Length);
    }

    [Fact]
    public void BodiesThatHoldNeitherValuesNorAnErrorAreRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            var (values, error) = NanonisFrame.Decode(bytes, r => (r.Float64(), r.Float64()));
            return error is not null ? bytes.Length >= 8 : bytes.Length >= 24;
        }
        catch (FormatException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AReplyIsFoundHoweverItIsCutAndOnlyUnderItsOwnName()
    {
        var reply = Convert.FromHexString(SetPosition);
        NanonisFraming framing = new("folme.xyposset");
        for (var count = 0; count < reply.Length; count++) Assert.Null(framing.Find(reply.AsSpan(0, count), false));
        var extent = framing.Find(reply, false)!.Value;
        Assert.Equal((40, 20, 60), (extent.Start, extent.Length, extent.Used));
        Assert.Throws<FormatException>(() => new NanonisFraming("FolMe.XYPosGet").Find(reply, false));
    }
}
