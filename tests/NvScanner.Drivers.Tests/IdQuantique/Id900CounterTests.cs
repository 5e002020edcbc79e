using NvScanner.Abstractions.Instruments;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.IdQuantique;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.IdQuantique;

public sealed class Id900CounterTests : PhotonCounterContract
{
    private Id900Emulator _device = Device();
    private ITextInstrument? _other;
    private ZmtpHost? _host;
    private (string, string)[] _options = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task WhatIsCountedCameAfterTheCallAlsoWhenTheLightOrTheGateChanges(bool answersSettings)
    {
        _device = Device(answersSettings);
        return RunConnectedAsync(async counter =>
        {
            foreach (var (kilohertz, milliseconds) in new[] { (50u, 5u), (200u, 5u), (1u, 5u), (1u, 2u), (300u, 7u), (20u, 7u), (400u, 1u) })
            {
                _device.SetRate(1000 * kilohertz);
                Assert.Equal(kilohertz * milliseconds, await counter.CountAsync(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None));
            }
        });
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.5)]
    [InlineData(60001)]
    public Task AGateThatTheDeviceCannotCountIsRefused(double milliseconds) => RunConnectedAsync(async counter =>
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await counter.CountAsync(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None)));

    [Fact]
    public Task TheThresholdIsSetWithAPointWhateverTheCulture()
    {
        _options = [("threshold", "-0.125 V"), ("edge", "falling")];
        return RunConnectedAsync(_ =>
        {
            Assert.Equal(-0.125, _device.ThresholdVolts);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task WhatTheDeviceRefusesIsSaid()
    {
        _options = [("threshold", "5 V")];
        return RunAsync(async counter =>
        {
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.ConnectAsync(CancellationToken.None));
            Assert.Contains("SCPI_ERR_", error.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("4294967296")]
    [InlineData("-1")]
    [InlineData("")]
    public Task WhatIsNoCountIsRefused(string reply)
    {
        _other = new OtherIdentity(_device, "INPU1:COUN?", reply);
        return RunConnectedAsync(async counter =>
            await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.CountAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None)));
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async counter =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await counter.ConnectAsync(CancellationToken.None));
            Assert.Contains("ID900", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineACountIsRightOrRefused()
    {
        _options = [("timeout", "120 ms")];
        return RunConnectedAsync(async counter =>
        {
            var (right, refused) = (0, 0);
            for (var i = 0; i < 60; i++)
            {
                _host!.Mischief = new Mischief { Seed = (ulong)i, SplitOneIn = 3, LostOneIn = 12, DisconnectOneIn = 8 };
                _device.SetRate(1000 * (i + 1));
                try
                {
                    Assert.Equal(2u * (uint)(i + 1), await counter.CountAsync(TimeSpan.FromMilliseconds(2), CancellationToken.None));
                    right++;
                }
                catch (InstrumentException)
                {
                    refused++;
                    _host.Mischief = Mischief.None;
                    await counter.ConnectAsync(CancellationToken.None);
                }
            }
            Assert.InRange(refused, 1, 59);
            Assert.InRange(right, 1, 59);
        });
    }

    protected override async Task RunAsync(Func<IPhotonCounter, Task> body)
    {
        await using ZmtpHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var counter = (IPhotonCounter)TestDrivers.Create("idq.id900", host.Port, _options);
        await body(counter);
    }

    // windows of 1 s, as after being switched on, would make every test wait for one
    private static Id900Emulator Device(bool answersSettings = true)
    {
        Id900Emulator device = new(TimeProvider.System, answersSettings);
        device.Take("INPU1:COUN:INTE 10");
        return device;
    }
}
