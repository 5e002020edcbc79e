using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Swabian;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Swabian;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Swabian;

public sealed class PulseStreamerTests : PulseGeneratorContract
{
    private PulseStreamerEmulator _device = new(TimeProvider.System);
    private (string, string)[] _options = [];

    [Fact]
    public void ASequenceIsEncodedAsByTheMakersClient()
    {
        // 8 ns of output 0, 3 us of 0 and 2, 1 ms of all with +1 V and -1 V
        Dictionary<string, PulserOutput> outputs = [];
        Dictionary<string, IReadOnlyList<PulseStep>> lanes = [];
        for (var bit = 0; bit < 8; bit++)
        {
            outputs[$"d{bit}"] = new PulserOutput(false, bit);
            lanes[$"d{bit}"] = bit switch { 0 => [new(1, 1_003_008)], 2 => [new(0, 8), new(1, 1_003_000)], _ => [new(0, 3008), new(1, 1_000_000)] };
        }
        foreach (var (name, index, level) in new[] { ("a0", 0, 1.0), ("a1", 1, -1.0) })
        {
            outputs[name] = new PulserOutput(true, index);
            lanes[name] = [new(0, 3008), new(level, 1_000_000)];
        }
        Assert.Equal("AAAACAEAAAAAAAALuAUAAAAAAA9CQP9//4AB", PulseRecords.Encode(new PulseSequence(lanes), outputs));
    }

    [Theory]
    [InlineData(150, 152)]
    [InlineData(152, 152)]
    [InlineData(1, 8)]
    public void TheLastStepIsLengthenedToAWholeWord(long nanoseconds, long played)
    {
        PulseSequence sequence = new(new Dictionary<string, IReadOnlyList<PulseStep>> { ["laser"] = [new(1, nanoseconds)] });
        Assert.Equal(played, PulseRecords.PlayedNanoseconds(sequence));
        var record = Convert.FromBase64String(PulseRecords.Encode(sequence, new Dictionary<string, PulserOutput> { ["laser"] = new(false, 0) }));
        Assert.Equal((played, 9), (record[3], record.Length));
    }

    [Fact]
    public void StepsBeyondThirtyTwoBitsAreSplit()
    {
        PulseSequence sequence = new(new Dictionary<string, IReadOnlyList<PulseStep>> { ["laser"] = [new(1, 10_000_000_000)] });
        var records = Convert.FromBase64String(PulseRecords.Encode(sequence, new Dictionary<string, PulserOutput> { ["laser"] = new(false, 0) }));
        Assert.Equal("FFFFFFFF0100000000" + "FFFFFFFF0100000000" + "540BE4020100000000", Convert.ToHexString(records)); // 10 s in all
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task LanesGoToTheOutputsOfTheProfileAndAllAreLowInTheEnd(bool numbersForFlags)
    {
        _device = new PulseStreamerEmulator(TimeProvider.System, numbersForFlags: numbersForFlags);
        _options = [("laser", "5"), ("microwave-i", "a1")];
        return RunConnectedAsync(async pulser =>
        {
            await pulser.LoadAsync(new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>>
            {
                ["laser"] = [new(1, 3000), new(0, 1000)],
                ["gate"] = [new(0, 2000), new(1, 1000), new(0, 1000)],
                ["microwave-i"] = [new(0, 3000), new(0.5, 1000)],
            }), CancellationToken.None);
            Assert.Equal([(2000, 0x20, 0, 0), (1000, 0x22, 0, 0), (1000, 0, 0, 16384)], _device.Records.Select(r => ((int)r.Nanoseconds, (int)r.Digital, (int)r.A0, (int)r.A1)));
            await pulser.PlayAsync(2500, CancellationToken.None);
            Assert.Equal((2500L, 0), (_device.Runs, (int)_device.Digital));
        });
    }

    [Fact]
    public Task MakingSafeEndsASequenceThatPlays() => RunConnectedAsync(async pulser =>
    {
        await pulser.LoadAsync(new PulseSequence(new Dictionary<string, IReadOnlyList<PulseStep>> { ["laser"] = [new(1, 1_000_000_000)] }), CancellationToken.None);
        var playing = pulser.PlayAsync(600, CancellationToken.None).AsTask();
        while (_device.Digital == 0) await Task.Yield();
        await pulser.MakeSafeAsync(CancellationToken.None);
        Assert.Equal(0, _device.Digital);
        await Assert.ThrowsAsync<InstrumentException>(() => playing);
    });

    [Theory]
    [InlineData("0.9.1", "too old")]
    [InlineData("MODEL 2450", "expected")]
    public Task AFirmwareThatIsTooOldOrNoneIsRefused(string firmware, string message)
    {
        _device = new PulseStreamerEmulator(TimeProvider.System, firmware);
        return RunAsync(async pulser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await pulser.ConnectAsync(CancellationToken.None));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Contains(firmware, error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TwoLanesOnOneOutputAreRefused() =>
        Assert.Contains("used twice", Assert.Throws<InstrumentException>(() => TestDrivers.Create("swabian.pulse-streamer", 1, ("gate", "0"))).Message, StringComparison.Ordinal);

    protected override async Task RunAsync(Func<IPulseGenerator, Task> body)
    {
        await using JsonRpcHost host = new(_device, TimeProvider.System);
        await using var pulser = (IPulseGenerator)TestDrivers.Create("swabian.pulse-streamer", host.Port, _options);
        await body(pulser);
    }
}
