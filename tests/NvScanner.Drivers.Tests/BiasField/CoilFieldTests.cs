using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.BiasField;
using NvScanner.Emulation.BiasField;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.BiasField;

public sealed class CoilFieldTests : BiasFieldContract
{
    // the second coil is tilted towards x
    private const string Calibration = "10e-3 2e-3 0; 0 8e-3 0; 0 0 5e-3";
    private readonly CoilSourceEmulator _device = new();
    private ITextInstrument? _other;
    private TcpTextHost? _host;
    private (string, string)[] _options = [("calibration", Calibration), ("ramp", "20 A"), ("settling", "0 s")];

    protected override double ToleranceTesla => 1e-9;

    [Fact]
    public void CurrentsAndFieldAreEachOthersInverseAndEveryDirectionIsReached()
    {
        var calibration = CoilCalibration.Parse(Calibration);
        // by hand: 4 mT along y needs 0.5 A in the tilted coil, whose 1 mT along x the first coil takes back with -0.1 A
        Assert.Equal((-0.1, 0.5, 0), Rounded(calibration.Currents(new Vector3(0, 4e-3, 0))));
        Assert.Equal((0, 0.004, 0), Rounded(calibration.Field(new Vector3(-0.1, 0.5, 0))));
        Assert.Equal(5e-3, calibration.Reach(1), 1e-12); // the weakest coil
    }

    [Theory]
    [InlineData("1 0 0; 0 1 0")]
    [InlineData("1 0 0; 0 1 0; 0 0 NaN")]
    [InlineData("1,0 0 0; 0 1 0; 0 0 1")]
    [InlineData("1 0 0; 0 1 0; 0 0 x")]
    [InlineData("1 1 0; 1 1 0; 0 0 1")]
    [InlineData("0 0 0; 0 0 0; 0 0 0")]
    public void ACalibrationThatCannotBeIsRefusedByName(string text)
    {
        var error = Assert.ThrowsAny<InstrumentException>(() => TestDrivers.Create("scpi.bias-field", 1, ("calibration", text)));
        Assert.Contains("option calibration", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSourcesAreNotEnough() =>
        Assert.ThrowsAny<InstrumentException>(() => TestDrivers.Create("scpi.bias-field", 1, ("calibration", Calibration), ("address-2", "TCPIP::127.0.0.1::2::SOCKET")));

    [Theory]
    [InlineData("select")]
    [InlineData("list")]
    public Task TheCoilsCarryTheCurrentsOfTheField(string channels)
    {
        _options = [.. _options, ("channels", channels)];
        return RunConnectedAsync(async bias =>
        {
            await bias.SetFieldAsync(new Vector3(0, 4e-3, -1e-3), CancellationToken.None);
            Assert.Equal((-0.1, 0.5, -0.2), (Rounded(_device.Amperes(0)), Rounded(_device.Amperes(1)), Rounded(_device.Amperes(2))));
        });
    }

    [Fact]
    public async Task ThreeSourcesWithOneOutputEachDoTheSame()
    {
        CoilSourceEmulator[] devices = [new(1, "1"), new(1, "2"), new(1, "3")];
        await using TcpTextHost first = new(devices[0], TimeProvider.System), second = new(devices[1], TimeProvider.System), third = new(devices[2], TimeProvider.System);
        await using var bias = (IBiasField)TestDrivers.Create("scpi.bias-field", first.Port, [.. _options, ("address-2", second.Address), ("address-3", third.Address)]);
        Assert.Equal("1+2+3", (await bias.ConnectAsync(CancellationToken.None)).Serial);
        await bias.SetFieldAsync(new Vector3(0, 4e-3, -1e-3), CancellationToken.None);
        Assert.Equal((-0.1, 0.5, -0.2), (Rounded(devices[0].Amperes(0)), Rounded(devices[1].Amperes(0)), Rounded(devices[2].Amperes(0))));
        Assert.Equal((0, 0.004, -0.001), Rounded(await bias.ReadFieldAsync(CancellationToken.None)));
    }

    [Fact]
    public Task ACurrentChangesNoFasterThanTheRamp()
    {
        _options = [("calibration", Calibration), ("ramp", "2 A"), ("settling", "0 s")];
        return RunConnectedAsync(async bias =>
        {
            await bias.SetFieldAsync(new Vector3(0, 0, 4e-3), CancellationToken.None); // 0.8 A in steps of 50 ms
            Assert.InRange(_device.LargestStepAmperes, 0, 0.1 + 1e-9);
            Assert.Equal(0.8, _device.Amperes(2), 1e-9);
        });
    }

    [Fact]
    public async Task TheFieldIsHeldBeyondTheProgramAndFoundAgain()
    {
        var field = new Vector3(1e-3, 2e-3, 3e-3);
        await RunConnectedAsync(async bias => await bias.SetFieldAsync(field, CancellationToken.None));
        var settings = _device.Settings;
        await RunConnectedAsync(async bias => Assert.Equal(0, (await bias.ReadFieldAsync(CancellationToken.None) - field).Length, 1e-9));
        Assert.Equal(settings, _device.Settings);
    }

    [Fact]
    public Task ACallerWhoGivesUpLeavesTheFieldWhereItIs()
    {
        _options = [("calibration", Calibration), ("ramp", "10 mA"), ("settling", "0 s")];
        return RunConnectedAsync(async bias =>
        {
            using CancellationTokenSource enough = new(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await bias.SetFieldAsync(new Vector3(0, 0, 4e-3), enough.Token));
            Assert.InRange(_device.Amperes(2), 0, 0.7);
            Assert.InRange(_device.LargestStepAmperes, 0, 5e-4 + 1e-9);
        });
    }

    [Fact]
    public Task ACoilThatTheSourceCannotDriveIsNamed()
    {
        _device.CoilOhms[1] = 1e6;
        return RunConnectedAsync(async bias =>
        {
            var error = await Assert.ThrowsAnyAsync<InstrumentException>(async () => await bias.SetFieldAsync(new Vector3(0, 4e-3, 0), CancellationToken.None));
            Assert.Contains("coil 2", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task AnOutputThatTrippedIsNotSwitchedOnIntoAHeldField() => RunConnectedAsync(async bias =>
    {
        await bias.SetFieldAsync(new Vector3(0, 0, 4e-3), CancellationToken.None);
        _device.Trip(2);
        Assert.Equal((0, 0, 0), Rounded(await bias.ReadFieldAsync(CancellationToken.None)));
        var error = await Assert.ThrowsAnyAsync<InstrumentException>(async () => await bias.SetFieldAsync(new Vector3(0, 0, 4.1e-3), CancellationToken.None));
        Assert.Contains("output 3", error.Message, StringComparison.Ordinal);
        await bias.ConnectAsync(CancellationToken.None);
        Assert.Equal(0, _device.Amperes(2));
        await bias.SetFieldAsync(new Vector3(0, 0, 1e-3), CancellationToken.None);
        Assert.Equal(0.2, _device.Amperes(2), 1e-9);
    });

    [Fact]
    public Task ASetPointThatTheSourceDoesNotTakeIsRefused()
    {
        _options = [.. _options, ("maximum-current", "3 A")]; // the source has 2 A
        return RunConnectedAsync(async bias =>
            await Assert.ThrowsAsync<InstrumentReplyException>(async () => await bias.SetFieldAsync(new Vector3(0, 0, 12.5e-3), CancellationToken.None)));
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _options = [.. _options, ("model", "COILSOURCE")];
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async bias =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await bias.ConnectAsync(CancellationToken.None));
            Assert.Contains("COILSOURCE", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineAFieldIsAppliedAsReadOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(bias => BadLine.RunAsync(_host!, bias, 40, async i =>
        {
            var field = new Vector3(1e-4 * (i % 7), 1e-4 * (i % 5), -1e-4 * (i % 3));
            await bias.SetFieldAsync(field, CancellationToken.None);
            Assert.Equal(field.Y / 8e-3, _device.Amperes(1), 1e-9);
            Assert.Equal(field.Z / 5e-3, _device.Amperes(2), 1e-9);
            Assert.Equal(0, (await bias.ReadFieldAsync(CancellationToken.None) - field).Length, 1e-9);
        }));
    }

    protected override async Task RunAsync(Func<IBiasField, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var bias = (IBiasField)TestDrivers.Create("scpi.bias-field", host.Port, _options);
        await body(bias);
    }

    private static (double, double, double) Rounded(Vector3 v) => (Rounded(v.X), Rounded(v.Y), Rounded(v.Z));

    private static double Rounded(double value) => Math.Round(value, 9) + 0.0;
}
