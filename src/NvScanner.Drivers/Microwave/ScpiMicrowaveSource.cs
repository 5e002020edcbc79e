using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Microwave;

/// <summary>Any microwave generator that keeps to SCPI-99 for frequency, level and output. It is stepped by software; what it can do is said in the profile.</summary>
internal sealed class ScpiMicrowaveSource : IMicrowaveSource
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.21::5025::SOCKET"),
        new("model", OptionKind.Text, "", "What the model in the reply to *IDN? begins with; any model unless written."),
        new("settling", OptionKind.Duration, "10 ms", "Settling after a frequency."),
        .. RfRangeOptions.For("1 MHz", "6 GHz", "-60 dBm", "10 dBm"),
    ];

    private readonly InstrumentSpec _spec;
    private readonly ScpiDialogue _dialogue;
    private readonly ScpiRfOutput _output;

    public ScpiMicrowaveSource(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time)
    {
        (_spec, _dialogue) = (spec, dialogue);
        _output = new ScpiRfOutput(Id, dialogue, time, spec.GetDuration("settling"));
    }

    public InstrumentId Id => _spec.Id;

    public MicrowaveLimits Limits => _output.Limits;

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        var expected = _spec.Text("model");
        if (!identity.Model.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"a {expected} was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the option model in the profile");
        await _output.BeginAsync(RfRangeOptions.Read(_spec), cancellationToken);
        return identity;
    }

    public ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken) => _output.SetFrequencyAsync(frequency, cancellationToken);

    public ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken) => _output.SetPowerAsync(power, cancellationToken);

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) => _output.SetOutputAsync(on, cancellationToken);

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _output.Safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
