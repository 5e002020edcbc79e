using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.SerialCounter;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.SerialCounter;
using NvScanner.Emulation.StanfordResearch;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.SerialCounter;

public sealed class SerialCounterTests : PhotonCounterContract
{
    private readonly SerialCounterEmulator _device = new();
    private ITextInstrument? _other;
    private (string, string)[] _options = [];
    private TcpTextHost? _host;

    [Fact]
    public void TheCheckIsTheCrcOfTheCataloguesVector() => Assert.Equal(0xF4, BinRecords.Crc8("123456789"u8));

    [Fact]
    public void ARecordIsAsOnTheProtocolsPage()
    {
        var counts = new uint[1];
        BinRecords.Read(Convert.FromHexString("A5" + "00000000" + "40420F00" + "08"), counts); // 1 000 000 counts
        Assert.Equal(1_000_000u, counts[0]);
        Assert.Throws<FormatException>(() => BinRecords.Read(Convert.FromHexString("A5" + "00000000" + "40420F00" + "09"), new uint[1]));
        Assert.Throws<FormatException>(() => BinRecords.Read(new byte[10], new uint[1]));
    }

    [Fact]
    public Task AGateCountsWhatComesIn() => RunConnectedAsync(async counter =>
        Assert.Equal(2500u, await counter.CountAsync(TimeSpan.FromMilliseconds(25), CancellationToken.None)));

    [Fact]
    public Task AnOverflowIsNoCount() => RunConnectedAsync(async counter =>
    {
        _device.Rate = () => 1e13;
        await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.CountAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
        var triggered = (ITriggeredCounter)counter;
        await triggered.ArmAsync(4, TimeSpan.FromSeconds(1), TimeSpan.Zero, CancellationToken.None);
        var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await triggered.ReadBinsAsync(new uint[4], CancellationToken.None));
        Assert.Contains("overflowed in bin 0", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task ASweepOfAnotherMakersSourceIsCountedPointByPoint() => RunConnectedAsync(async counter =>
    {
        Sg384Emulator generator = new();
        await using TcpTextHost host = new(generator, TimeProvider.System);
        await using var source = (IMicrowaveSource)TestDrivers.Create("srs.sg380", host.Port, ("settling", "0 s"));
        await source.ConnectAsync(CancellationToken.None);
        // the wire between the two, and a resonance at 2.87 GHz
        _device.Trigger = generator.Trigger;
        _device.Rate = () => generator.PowerDbm is null ? 0 : 1e6 * (1 - (0.1 / (1 + Math.Pow((generator.FrequencyHz - 2.87e9) / 5e6, 2))));
        var frequencies = Enumerable.Range(0, 101).Select(i => 2.82e9 + (1e6 * i)).ToArray();
        await ((IFrequencySweeper)source).LoadListAsync(frequencies, CancellationToken.None);
        await ((ITriggeredCounter)counter).ArmAsync(frequencies.Length, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), CancellationToken.None);
        var counts = new uint[frequencies.Length];
        for (var sweep = 0; sweep < 3; sweep++)
        {
            await ((IFrequencySweeper)source).ArmAsync(CancellationToken.None);
            await ((ITriggeredCounter)counter).ReadBinsAsync(counts, CancellationToken.None);
            Assert.Equal(50, Array.IndexOf(counts, counts.Min()));
            Assert.Equal(900u, counts[50]);
        }
    });

    [Fact]
    public Task ALongAcquisitionArrivesWhole() => RunConnectedAsync(async counter =>
    {
        var next = 0;
        _device.Rate = () => 1e3 * next++;
        var counts = new uint[100_000];
        await ((ITriggeredCounter)counter).ArmAsync(counts.Length, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, CancellationToken.None);
        await ((ITriggeredCounter)counter).ReadBinsAsync(counts, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, counts.Length).Select(i => (uint)i), counts);
    });

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsRefused()
    {
        _other = new OtherIdentity(_device, "IDN?", OtherIdentity.Keithley);
        return RunAsync(async counter =>
            Assert.Contains("MODEL 2450", (await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await counter.ConnectAsync(CancellationToken.None))).Message, StringComparison.Ordinal));
    }

    [Fact]
    public Task OnABadLineCountsAreRightOrRefused()
    {
        _options = [("timeout", "120 ms")];
        return RunConnectedAsync(counter => BadLine.RunAsync(_host!, counter, 60, async i =>
        {
            _device.Rate = () => 1e6 + (1e3 * i);
            var counts = new uint[8];
            await ((ITriggeredCounter)counter).ArmAsync(counts.Length, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, CancellationToken.None);
            await ((ITriggeredCounter)counter).ReadBinsAsync(counts, CancellationToken.None);
            Assert.All(counts, c => Assert.Equal(1000u + (uint)i, c));
            Assert.Equal(1000u + (uint)i, await counter.CountAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None));
        }));
    }

    protected override async Task RunAsync(Func<IPhotonCounter, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var counter = (IPhotonCounter)TestDrivers.Create("nvscanner.counter", host.Port, _options);
        await body(counter);
    }
}
