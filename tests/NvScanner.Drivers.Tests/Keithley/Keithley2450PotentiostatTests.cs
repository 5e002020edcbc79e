using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Keithley;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Keithley;

public sealed class Keithley2450PotentiostatTests : PotentiostatContract
{
    private Keithley2450Emulator _device = new();
    private ITextInstrument? _other;
    private TcpTextHost? _host;
    private (string, string)[] _options = [("maximum-current", "10 mA")];

    [Fact]
    public Task AtRestNoCurrentFlowsAndOffNothingIsConnected() => RunConnectedAsync(async potentiostat =>
    {
        Assert.Equal((3.7, 0), Rounded(await potentiostat.ReadAsync(CancellationToken.None)));
        await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(2e-3)), CancellationToken.None);
        await potentiostat.MakeSafeAsync(CancellationToken.None);
        Assert.Equal(0, _device.Cell().Amperes);
        Assert.Equal((double.NaN, 0), Rounded(await potentiostat.ReadAsync(CancellationToken.None)));
    });

    [Theory]
    [InlineData("high-impedance", false)]
    [InlineData("normal", true)]
    public Task TheOffStateIsSet(string option, bool shorts)
    {
        _options = [.. _options, ("off-state", option)];
        return RunConnectedAsync(async potentiostat =>
        {
            await potentiostat.MakeSafeAsync(CancellationToken.None);
            Assert.Equal(shorts, _device.Cell().Amperes != 0);
        });
    }

    [Theory]
    [InlineData(2e-3, 3.72)]
    [InlineData(-2e-3, 3.68)]
    public Task AConstantCurrentOfEitherSignFlows(double amperes, double volts) => RunConnectedAsync(async potentiostat =>
    {
        await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(amperes)), CancellationToken.None);
        Assert.Equal((volts, amperes), Rounded(await potentiostat.ReadAsync(CancellationToken.None)));
    });

    [Theory]
    [InlineData(8e-3, 3.75)]
    [InlineData(-8e-3, 3.66)]
    public Task TheDeviceItselfHoldsTheCellAtEitherEndOfItsVoltages(double amperes, double volts) => RunConnectedAsync(async potentiostat =>
    {
        await potentiostat.SetComplianceAsync(new CellLimits(new(new(3.66), new(3.75)), new(new(-9e-3), new(9e-3))), CancellationToken.None);
        await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(amperes)), CancellationToken.None);
        Assert.Equal(volts, _device.Cell().Volts, 1e-9);
        Assert.Equal(volts, (await potentiostat.ReadAsync(CancellationToken.None)).PotentialVolts, 1e-6);
    });

    [Fact]
    public Task AConstantVoltageHasTheCurrentLimitOfItsDirection() => RunConnectedAsync(async potentiostat =>
    {
        await potentiostat.SetComplianceAsync(new CellLimits(new(new(3), new(4.2)), new(new(-1e-3), new(4e-3))), CancellationToken.None);
        await potentiostat.ApplyAsync(new CellDrive.ConstantVoltage(new Voltage(4)), CancellationToken.None);
        Assert.Equal(4e-3, _device.Cell().Amperes, 1e-12);
        await potentiostat.ApplyAsync(new CellDrive.ConstantVoltage(new Voltage(3.2)), CancellationToken.None);
        Assert.Equal(-1e-3, _device.Cell().Amperes, 1e-12);
    });

    [Fact]
    public Task BetweenChargingAndRestTheCellIsNeverShorted() => RunConnectedAsync(async potentiostat =>
    {
        foreach (var amperes in new[] { 1e-3, 0, -1e-3, 0 })
        {
            await potentiostat.ApplyAsync(amperes == 0 ? new CellDrive.Rest() : new CellDrive.ConstantCurrent(new Current(amperes)), CancellationToken.None);
            Assert.Equal(amperes, _device.Cell().Amperes, 1e-12);
        }
    });

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 0.5)]
    public Task TwoWiresMeasureTheirOwnResistance(string fourWire, double ohms)
    {
        _options = [.. _options, ("four-wire", fourWire)];
        return RunConnectedAsync(async potentiostat =>
        {
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(4e-3)), CancellationToken.None);
            var read = await potentiostat.ReadAsync(CancellationToken.None);
            Assert.Equal(3.7 + (4e-3 * (10 + ohms)), read.PotentialVolts, 1e-6);
        });
    }

    [Fact]
    public Task ADeviceThatSpeaksItsOtherLanguageIsRefusedWithWhatToDo()
    {
        _device = new Keithley2450Emulator("TSP");
        return RunAsync(async potentiostat =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await potentiostat.ConnectAsync(CancellationToken.None));
            Assert.Contains("choose SCPI", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", "Stanford Research Systems,SG384,s/n002001,ver1.24.26");
        return RunAsync(async potentiostat =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await potentiostat.ConnectAsync(CancellationToken.None));
            Assert.Contains("2450", error.Message, StringComparison.Ordinal);
            Assert.Contains("SG384", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineACurrentFlowsAsReadOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(potentiostat => BadLine.RunAsync(_host!, potentiostat, 40, async i =>
        {
            var amperes = 1e-4 * (1 + (i % 20));
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(amperes)), CancellationToken.None);
            Assert.Equal(amperes, _device.Cell().Amperes, 1e-9);
            Assert.Equal(amperes, (await potentiostat.ReadAsync(CancellationToken.None)).CurrentAmperes, 1e-9);
        }));
    }

    protected override async Task RunAsync(Func<IPotentiostat, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var potentiostat = (IPotentiostat)TestDrivers.Create("keithley.2450", host.Port, _options);
        await body(potentiostat);
    }

    private static (double Volts, double Amperes) Rounded(CellSample sample) => (Math.Round(sample.PotentialVolts, 6), Math.Round(sample.CurrentAmperes, 9));
}
