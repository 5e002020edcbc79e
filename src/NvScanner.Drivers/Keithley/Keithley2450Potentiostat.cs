using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Keithley;

/// <summary>
/// A Keithley 2450, 2460 or 2461 source-meter as a potentiostat. A drive is always a voltage within the compliance with a current limit, so that the device itself keeps both: a constant
/// current is the limit, reached while the cell is on its way to the voltage at which the device would hold it. At rest it sources no current and measures the voltage.
/// Source: 2450 reference manual.
/// </summary>
internal sealed class Keithley2450Potentiostat : IPotentiostat
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.40::5025::SOCKET", timeout: "5 s"),
        new("four-wire", OptionKind.Flag, "true", "Whether the sense terminals are wired to the cell."),
        new("over-voltage-protection", OptionKind.Choice, "5 V", "What the output itself never exceeds; the limits of voltage end there.", ["2 V", "5 V", "10 V", "20 V", "40 V"]),
        new("maximum-current", OptionKind.Current, "1 A", "Largest current of either sign."),
        new("integration", OptionKind.Number, "1", "Length of a reading in periods of the mains, 0.01 to 10."),
        new("off-state", OptionKind.Choice, "high-impedance", "What the terminals are when the output is off; everything but high-impedance loads a battery.", ["high-impedance", "normal", "zero", "guard"]),
    ];

    private const double ReadBackShare = 1e-4;
    private const double SmallestLimitAmperes = 1e-9;

    private readonly InstrumentSpec _spec;
    private readonly ScpiDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly QuantityRange<Voltage> _voltage;
    private readonly QuantityRange<Current> _current;
    private CellLimits? _limits;
    private CellLimits? _compliance;
    private CellDrive? _drive; // null: output off
    private (double Volts, double Amperes) _source; // what the voltage source was told last

    public Keithley2450Potentiostat(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time)
    {
        (_spec, _dialogue, _time) = (spec, dialogue, time);
        _safety = new SafetySwitch(Id, dialogue.Line, time, OffAsync);
        var volts = Quantity.Parse<Voltage>(spec.Text("over-voltage-protection")).Volts;
        var amperes = spec.Get<Current>("maximum-current").Amperes;
        _voltage = spec.Narrow("voltage", new QuantityRange<Voltage>(new(-volts), new(volts)));
        _current = spec.Narrow("current", new QuantityRange<Current>(new(-amperes), new(amperes)));
        if (spec.GetNumber("integration") is not (>= 0.01 and <= 10)) throw new InstrumentException(Id, "option integration has to be 0.01 to 10");
    }

    public InstrumentId Id => _spec.Id;

    public CellLimits Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        if (!identity.Maker.StartsWith("KEITHLEY", StringComparison.OrdinalIgnoreCase) || !(identity.Model.Contains("2450", StringComparison.Ordinal) || identity.Model.Contains("246", StringComparison.Ordinal)))
            throw new InstrumentConnectionException(Id, $"a Keithley 2450, 2460 or 2461 was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        var language = await _dialogue.Line.AskAsync("*LANG?", cancellationToken);
        if (language != "SCPI")
            throw new InstrumentConnectionException(Id, $"the device speaks {language}: choose SCPI (menu, System, Settings, Command Set) and restart it");
        _safety.Engage();
        await OffAsync(cancellationToken);
        await SendAsync("*CLS", cancellationToken);
        await ConfigureAsync(cancellationToken);
        _limits = _compliance = new CellLimits(_voltage, _current);
        await PrepareVoltageAsync(_voltage.Maximum.Volts, Math.Max(SmallestLimitAmperes, _current.Maximum.Amperes), cancellationToken);
        await ApplyAsync(new CellDrive.Rest(), cancellationToken);
        return identity;
    }

    public async ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken)
    {
        foreach (var volts in new[] { compliance.Voltage.Minimum, compliance.Voltage.Maximum }) SetPoint.Require(Id, volts, Limits.Voltage);
        foreach (var amperes in new[] { compliance.Current.Minimum, compliance.Current.Maximum }) SetPoint.Require(Id, amperes, Limits.Current);
        _compliance = compliance;
        if (_drive is null or CellDrive.Rest) await PrepareVoltageAsync(compliance.Voltage.Maximum.Volts, Math.Max(SmallestLimitAmperes, compliance.Current.Maximum.Amperes), cancellationToken);
        else await ApplyAsync(_drive, cancellationToken);
    }

    public async ValueTask<CellLimits> ReadComplianceAsync(CancellationToken cancellationToken)
    {
        var compliance = _compliance ?? throw SetPoint.NotConnected(Id);
        var volts = await _dialogue.AskNumberAsync("SOUR:VOLT?", cancellationToken);
        var amperes = await _dialogue.AskNumberAsync("SOUR:VOLT:ILIM?", cancellationToken);
        if (_drive is null or CellDrive.Rest) // the device holds one voltage and one current: the upper ones wait in it, the lower ones are sent with the drive that needs them
            return new CellLimits(compliance.Voltage with { Maximum = new(volts) }, compliance.Current with { Maximum = new(amperes) });
        RequireSame("SOUR:VOLT", _source.Volts, volts);
        RequireSame("SOUR:VOLT:ILIM", _source.Amperes, amperes);
        return compliance;
    }

    public async ValueTask ApplyAsync(CellDrive drive, CancellationToken cancellationToken)
    {
        Check(drive);
        if (drive is CellDrive.ConstantCurrent { Current.Amperes: 0 }) drive = new CellDrive.Rest();
        await _safety.EnergizeAsync(async () =>
        {
            var (volts, amperes) = await SourceForAsync(drive, cancellationToken);
            var rests = drive is CellDrive.Rest;
            if (_drive is null || rests != _drive is CellDrive.Rest)
            {
                // a change of the source's function switches the output off anyway; so it happens in an order that is known
                await SwitchAsync(false, cancellationToken);
                _drive = null;
                await SendAsync(rests ? "SOUR:FUNC CURR" : "SOUR:FUNC VOLT", cancellationToken);
                await SendAsync(rests ? "SENS:FUNC \"VOLT\"" : "SENS:FUNC \"CURR\"", cancellationToken);
            }
            if (rests) await SendAsync("SOUR:CURR 0", cancellationToken);
            else await PrepareVoltageAsync(volts, amperes, cancellationToken);
            await _dialogue.RequireEmptyAsync(Id, "setting the source", cancellationToken);
            await SwitchAsync(true, cancellationToken);
            _drive = drive;
            if (rests) await PrepareVoltageAsync(_compliance!.Voltage.Maximum.Volts, Math.Max(SmallestLimitAmperes, _compliance.Current.Maximum.Amperes), cancellationToken);
        });
    }

    public async ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken)
    {
        if (_limits is null) throw SetPoint.NotConnected(Id);
        if (_drive is not { } drive)
        {
            // the terminals are open: nothing flows and nothing is measured
            SetPoint.RequireReadBack(Id, "OUTP?", false, await _dialogue.AskFlagAsync("OUTP?", cancellationToken));
            return new CellSample(Seconds(), double.NaN, 0);
        }
        const string query = "READ? \"defbuffer1\",SOUR,READ";
        var reply = await _dialogue.Line.AskAsync(query, cancellationToken);
        var fields = reply.Split(',');
        if (fields.Length != 2 || !ScpiNumber.TryParse(fields[0], out var source) || !ScpiNumber.TryParse(fields[1], out var reading) || !double.IsFinite(source) || !double.IsFinite(reading))
            throw new InstrumentReplyException(Id, query, reply);
        return drive is CellDrive.Rest ? new CellSample(Seconds(), reading, source) : new CellSample(Seconds(), source, reading);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = _compliance = null;
        return _safety.DisposeAsync();
    }

    private async ValueTask ConfigureAsync(CancellationToken cancellationToken)
    {
        var offState = _spec.Text("off-state") switch { "normal" => "NORM", "zero" => "ZERO", "guard" => "GUAR", _ => "HIMP" };
        var protection = "PROT" + _spec.Text("over-voltage-protection").Split(' ')[0];
        var sense = _spec.GetFlag("four-wire") ? "1" : "0";
        var highestVolts = Math.Max(Math.Abs(_voltage.Minimum.Volts), Math.Abs(_voltage.Maximum.Volts));
        foreach (var function in new[] { "VOLT", "CURR" })
        {
            await SetWordAsync($"OUTP:{function}:SMOD", offState, cancellationToken);
            await SetWordAsync($"SENS:{function}:RSEN", sense, cancellationToken);
            await SendAsync(string.Create(CultureInfo.InvariantCulture, $"SENS:{function}:NPLC {_spec.GetNumber("integration")}"), cancellationToken);
            await SendAsync($"SENS:{function}:RANG:AUTO 1", cancellationToken);
            await SendAsync($"SOUR:{function}:READ:BACK 1", cancellationToken);
        }
        await SetWordAsync("SOUR:VOLT:PROT", protection, cancellationToken);
        await SendAsync($"SOUR:VOLT:RANG {Text(highestVolts)}", cancellationToken);
        // at rest the limit has to lie above the cell's voltage, or the device would discharge it: it is that of the protection
        await SetNumberAsync("SOUR:CURR:VLIM", Quantity.Parse<Voltage>(_spec.Text("over-voltage-protection")).Volts, cancellationToken);
        await _dialogue.RequireEmptyAsync(Id, "configuring", cancellationToken);
    }

    private void Check(CellDrive drive)
    {
        var (limits, compliance) = (Limits, _compliance!);
        if (drive is CellDrive.ConstantCurrent { Current: var current })
        {
            SetPoint.Require(Id, current, limits.Current);
            SetPoint.Require(Id, current, compliance.Current);
        }
        if (drive is CellDrive.ConstantVoltage { Voltage: var voltage })
        {
            SetPoint.Require(Id, voltage, limits.Voltage);
            SetPoint.Require(Id, voltage, compliance.Voltage);
        }
    }

    // the voltage that is sourced and the current that limits it
    private async ValueTask<(double Volts, double Amperes)> SourceForAsync(CellDrive drive, CancellationToken cancellationToken)
    {
        var compliance = _compliance!;
        switch (drive)
        {
            case CellDrive.ConstantCurrent { Current.Amperes: > 0 and var charging }:
                return (compliance.Voltage.Maximum.Volts, charging);
            case CellDrive.ConstantCurrent { Current.Amperes: var discharging }:
                return (compliance.Voltage.Minimum.Volts, -discharging);
            case CellDrive.ConstantVoltage { Voltage.Volts: var volts }:
                // one limit for both signs: that of the direction in which the cell will go
                var charges = !(volts < (await ReadAsync(cancellationToken)).PotentialVolts);
                var amperes = charges ? compliance.Current.Maximum.Amperes : -compliance.Current.Minimum.Amperes;
                return amperes >= SmallestLimitAmperes
                    ? (volts, amperes)
                    : throw new InstrumentLimitException(Id, "current compliance", compliance.Current.ToString(), charges ? "what charging to that voltage needs" : "what discharging to that voltage needs");
            default:
                return (0, 0);
        }
    }

    private async ValueTask PrepareVoltageAsync(double volts, double amperes, CancellationToken cancellationToken)
    {
        await SetNumberAsync("SOUR:VOLT:ILIM", amperes, cancellationToken);
        await SetNumberAsync("SOUR:VOLT", volts, cancellationToken);
        _source = (volts, amperes);
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await SwitchAsync(false, cancellationToken);
        _drive = null;
    }

    private async ValueTask SwitchAsync(bool on, CancellationToken cancellationToken)
    {
        var command = on ? "OUTP ON" : "OUTP OFF";
        await SendAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, on, await _dialogue.AskFlagAsync("OUTP?", cancellationToken));
    }

    private async ValueTask SetNumberAsync(string header, double value, CancellationToken cancellationToken)
    {
        await SendAsync($"{header} {Text(value)}", cancellationToken);
        RequireSame(header, value, await _dialogue.AskNumberAsync(header + "?", cancellationToken));
    }

    private async ValueTask SetWordAsync(string header, string word, CancellationToken cancellationToken)
    {
        await SendAsync($"{header} {word}", cancellationToken);
        SetPoint.RequireReadBack(Id, $"{header} {word}", word, await _dialogue.Line.AskAsync(header + "?", cancellationToken));
    }

    private void RequireSame(string header, double wanted, double got) => SetPoint.RequireReadBack(Id, $"{header} {Text(wanted)}", wanted, got, Math.Max(1e-12, ReadBackShare * Math.Abs(wanted)));

    private ValueTask SendAsync(string command, CancellationToken cancellationToken) => _dialogue.Line.SendAsync(command, cancellationToken);

    private double Seconds() => _time.SecondsBetween(0, _time.GetTimestamp());

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
