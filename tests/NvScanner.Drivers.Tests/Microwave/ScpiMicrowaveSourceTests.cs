using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.RohdeSchwarz;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Microwave;

public sealed class ScpiMicrowaveSourceTests : MicrowaveSourceContract
{
    private readonly SmbEmulator _device = new("SMA100B");
    private string _model = "";

    [Fact]
    public Task FrequencyPowerAndOutputArriveAtTheDevice() => RunConnectedAsync(async source =>
    {
        await source.SetFrequencyAsync(new Frequency(2_870_123_456.78), CancellationToken.None);
        await source.SetPowerAsync(new RfPower(-12.34), CancellationToken.None);
        await source.SetOutputAsync(true, CancellationToken.None);
        Assert.Equal((2_870_123_456.78, -12.34), (_device.FrequencyHz, _device.PowerDbm));
    });

    [Theory]
    [InlineData("SMA", true)]
    [InlineData("N5183", false)]
    public Task TheModelIsCheckedWhereTheProfileNamesOne(string model, bool accepted)
    {
        _model = model;
        return RunAsync(async source =>
        {
            if (accepted) await source.ConnectAsync(CancellationToken.None);
            else Assert.Contains("N5183", (await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await source.ConnectAsync(CancellationToken.None))).Message, StringComparison.Ordinal);
        });
    }

    protected override async Task RunAsync(Func<IMicrowaveSource, Task> body)
    {
        await using TcpTextHost host = new(_device, TimeProvider.System);
        await using var source = (IMicrowaveSource)TestDrivers.Create("scpi.microwave", host.Port, ("model", _model));
        await body(source);
    }
}
