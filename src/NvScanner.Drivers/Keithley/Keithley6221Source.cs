using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Keithley;

/// <summary>A Keithley 6221 AC and DC current source. With a modulation the wave generator takes over, with the constant current as its offset. Source: pymeasure's driver, 6221 reference manual.</summary>
internal sealed class Keithley6221Source : ICurrentSource, IAcModulator
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("TCPIP::192.168.1.41::1394::SOCKET", 19200),
        new("maximum-current", OptionKind.Current, "100 mA", "Largest current of either sign, the modulation's peak included."),
        new("compliance", OptionKind.Voltage, "10 V", "Voltage that the output never exceeds, 0.1 to 105 V."),
        new("settling", OptionKind.Duration, "20 ms", "Time until a new current flows."),
        new("low-to-earth", OptionKind.Flag, "false", "Whether the output's low side is connected to earth."),
    ];

    private const double MaximumAmperes = 0.105;

    private readonly InstrumentSpec _spec;
    private readonly ScpiDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly double _complianceVolts;
    private QuantityRange<Current>? _limits;
    private double _amperes;
    private (double Amperes, double Hertz) _modulation;
    private bool _isOn;

    public Keithley6221Source(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time)
    {
        (_spec, _dialogue, _time) = (spec, dialogue, time);
        _safety = new SafetySwitch(Id, dialogue.Line, time, OffAsync);
        _complianceVolts = spec.Get<Voltage>("compliance").Volts;
        if (_complianceVolts is not (>= 0.1 and <= 105)) throw new InstrumentException(Id, "option compliance has to be 0.1 V to 105 V");
    }

    public InstrumentId Id => _spec.Id;

    public QuantityRange<Frequency> ModulationFrequencies { get; } = new(new(1e-3), new(1e5));

    public QuantityRange<Current> Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        if (!identity.Maker.StartsWith("KEITHLEY", StringComparison.OrdinalIgnoreCase) || !identity.Model.Contains("6221", StringComparison.Ordinal))
            throw new InstrumentConnectionException(Id, $"a Keithley 6221 was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        _safety.Engage();
        (_modulation, _amperes) = (default, 0);
        await OffAsync(cancellationToken);
        await SendAsync("*CLS", cancellationToken); // ending a wave that does not run is an error
        await SetNumberAsync("SOUR:CURR:COMP", _complianceVolts, cancellationToken);
        await SendAsync(_spec.GetFlag("low-to-earth") ? "OUTP:LTE 1" : "OUTP:LTE 0", cancellationToken);
        await SendAsync("SOUR:CURR:RANG:AUTO 1", cancellationToken);
        await SetNumberAsync("SOUR:CURR", 0, cancellationToken);
        await _dialogue.RequireEmptyAsync(Id, "configuring", cancellationToken);
        var maximum = Math.Min(MaximumAmperes, _spec.Get<Current>("maximum-current").Amperes);
        _limits = _spec.Narrow("current", new QuantityRange<Current>(new(-maximum), new(maximum)));
        return identity;
    }

    public async ValueTask SetCurrentAsync(Current current, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, current, Limits);
        RequirePeaks(current.Amperes, _modulation.Amperes);
        _amperes = current.Amperes;
        await ApplyAsync(_isOn, cancellationToken);
    }

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        _ = Limits;
        return on ? ApplyAsync(true, cancellationToken) : OffAsync(cancellationToken);
    }

    public async ValueTask SetModulationAsync(Current amplitude, Frequency frequency, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, amplitude, new QuantityRange<Current>(new(0), Limits.Maximum));
        if (amplitude.Amperes > 0) SetPoint.Require(Id, frequency, ModulationFrequencies);
        RequirePeaks(_amperes, amplitude.Amperes);
        if (_modulation.Amperes > 0)
        {
            await SendAsync("SOUR:WAVE:ABOR", cancellationToken);
            await _dialogue.RequireEmptyAsync(Id, "ending the modulation", cancellationToken);
        }
        _modulation = amplitude.Amperes > 0 ? (amplitude.Amperes, frequency.Hertz) : default;
        await ApplyAsync(_isOn, cancellationToken);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private ValueTask ApplyAsync(bool on, CancellationToken cancellationToken) => on
        ? _safety.EnergizeAsync(async () =>
        {
            await SetAsync(cancellationToken);
            await SendAsync(_modulation.Amperes > 0 ? "SOUR:WAVE:ARM" : "OUTP ON", cancellationToken);
            if (_modulation.Amperes > 0) await SendAsync("SOUR:WAVE:INIT", cancellationToken);
            await _dialogue.RequireEmptyAsync(Id, "switching the current on", cancellationToken);
            SetPoint.RequireReadBack(Id, "OUTP?", true, await _dialogue.AskFlagAsync("OUTP?", cancellationToken));
            _isOn = true;
            await _time.DelayAsync(_spec.GetDuration("settling"), cancellationToken);
        })
        : SetAsync(cancellationToken);

    // a wave is changed only while it does not run: changes of an armed one are refused by some firmwares
    private async ValueTask SetAsync(CancellationToken cancellationToken)
    {
        if (_modulation.Amperes > 0)
        {
            if (_isOn)
            {
                await SendAsync("SOUR:WAVE:ABOR", cancellationToken);
                await _dialogue.ReadErrorsAsync(Id, cancellationToken); // it is an error when none ran
            }
            await SendAsync("SOUR:WAVE:FUNC SIN", cancellationToken);
            await SetNumberAsync("SOUR:WAVE:FREQ", _modulation.Hertz, cancellationToken);
            await SetNumberAsync("SOUR:WAVE:AMPL", _modulation.Amperes, cancellationToken);
            await SetNumberAsync("SOUR:WAVE:OFFS", _amperes, cancellationToken);
            await SendAsync("SOUR:WAVE:RANG BEST", cancellationToken);
            await SendAsync("SOUR:WAVE:DUR:TIME INF", cancellationToken);
        }
        else
        {
            await SetNumberAsync("SOUR:CURR", _amperes, cancellationToken);
        }
        await _dialogue.RequireEmptyAsync(Id, "setting the current", cancellationToken);
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        _isOn = false;
        await SendAsync("SOUR:WAVE:ABOR", cancellationToken);
        await SendAsync("OUTP OFF", cancellationToken);
        SetPoint.RequireReadBack(Id, "OUTP OFF", false, await _dialogue.AskFlagAsync("OUTP?", cancellationToken));
        await _dialogue.ReadErrorsAsync(Id, cancellationToken); // ending a wave that does not run is an error
    }

    private void RequirePeaks(double amperes, double amplitude)
    {
        SetPoint.Require(Id, new Current(amperes + amplitude), Limits);
        SetPoint.Require(Id, new Current(amperes - amplitude), Limits);
    }

    private async ValueTask SetNumberAsync(string header, double value, CancellationToken cancellationToken)
    {
        var command = string.Create(CultureInfo.InvariantCulture, $"{header} {value:G9}");
        await SendAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, value, await _dialogue.AskNumberAsync(header + "?", cancellationToken), Math.Max(1e-13, 1e-4 * Math.Abs(value)));
    }

    private ValueTask SendAsync(string command, CancellationToken cancellationToken) => _dialogue.Line.SendAsync(command, cancellationToken);
}
