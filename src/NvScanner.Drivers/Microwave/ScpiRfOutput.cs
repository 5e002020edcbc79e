using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Microwave;

/// <summary>The continuous-wave output that SCPI generators have in common: `SOUR:FREQ`, `SOUR:POW`, `OUTP`, each read back.</summary>
internal sealed class ScpiRfOutput
{
    private const double FrequencyToleranceHz = 0.011;
    private const double PowerToleranceDb = 0.011;
    private static readonly TimeSpan OutputDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OutputPoll = TimeSpan.FromMilliseconds(50);

    private readonly InstrumentId _id;
    private readonly ScpiDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly TimeSpan _settling;
    private MicrowaveLimits? _limits;

    public ScpiRfOutput(InstrumentId id, ScpiDialogue dialogue, TimeProvider time, TimeSpan settling)
    {
        (_id, _dialogue, _time, _settling) = (id, dialogue, time, settling);
        Safety = new SafetySwitch(id, dialogue.Line, time, cancellation => SwitchAsync(false, cancellation));
    }

    public SafetySwitch Safety { get; }

    public MicrowaveLimits Limits => _limits ?? throw SetPoint.NotConnected(_id);

    public RfPower Power { get; private set; }

    /// <summary>Switches the output off and takes the limits over; returns when that has been read back without an error of the device.</summary>
    public async ValueTask BeginAsync(MicrowaveLimits limits, CancellationToken cancellationToken)
    {
        Safety.Engage();
        await _dialogue.Line.SendAsync("*CLS", cancellationToken);
        await SwitchAsync(false, cancellationToken);
        Power = new RfPower(await _dialogue.AskNumberAsync("SOUR:POW?", cancellationToken));
        await _dialogue.RequireEmptyAsync(_id, "switching the output off", cancellationToken);
        _limits = limits;
    }

    public async ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        SetPoint.Require(_id, frequency, Limits.Frequency);
        var command = string.Create(CultureInfo.InvariantCulture, $"SOUR:FREQ {frequency.Hertz:F3}");
        await _dialogue.Line.SendAsync(command, cancellationToken);
        SetPoint.RequireReadBack(_id, command, frequency.Hertz, await _dialogue.AskNumberAsync("SOUR:FREQ?", cancellationToken), FrequencyToleranceHz);
        await _time.DelayAsync(_settling, cancellationToken);
    }

    public async ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(_id, power, Limits.Power);
        var command = string.Create(CultureInfo.InvariantCulture, $"SOUR:POW {power.Dbm:F2}");
        await _dialogue.Line.SendAsync(command, cancellationToken);
        SetPoint.RequireReadBack(_id, command, power.Dbm, await _dialogue.AskNumberAsync("SOUR:POW?", cancellationToken), PowerToleranceDb);
        Power = power;
    }

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        _ = Limits;
        return on ? Safety.EnergizeAsync(() => SwitchAsync(true, cancellationToken)) : SwitchAsync(false, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return Safety.DisposeAsync();
    }

    // the state may follow the command late, above all after a change of the frequency's mode
    private async ValueTask SwitchAsync(bool on, CancellationToken cancellationToken)
    {
        var command = on ? "OUTP ON" : "OUTP OFF";
        await _dialogue.Line.SendAsync(command, cancellationToken);
        var started = _time.GetTimestamp();
        while (await _dialogue.AskFlagAsync("OUTP?", cancellationToken) != on)
        {
            if (_time.GetElapsedTime(started) > OutputDeadline) throw new InstrumentReplyException(_id, command, on ? "0" : "1");
            await _time.DelayAsync(OutputPoll, cancellationToken);
        }
    }
}
