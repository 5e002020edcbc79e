using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;

namespace NvScanner.Cli.Rigs;

/// <summary>What `profile check --connect` found out about one instrument.</summary>
internal sealed class InstrumentCheck
{
    private const int Readings = 5;
    private const string NotKnown = "-";
    private const string AddressOption = "address"; // every driver of a real instrument calls it so
    private readonly ConnectionOutcome _outcome;
    private readonly TimeSpan? _latency;

    private InstrumentCheck(ConnectionOutcome outcome, TimeSpan? latency, Exception? failure)
    {
        _outcome = outcome;
        _latency = latency;
        Failure = failure;
    }

    /// <summary>Why the instrument did not connect, or did not answer afterwards; null when all is well.</summary>
    public Exception? Failure { get; }

    /// <summary>Role, driver, address, identity, firmware, latency and limits as the table shows them.</summary>
    public string[] Cells =>
    [
        _outcome.Spec.Role,
        _outcome.Spec.Driver,
        _outcome.Spec.Options.GetValueOrDefault(AddressOption, NotKnown),
        _outcome.Identity is { } identity ? IdentityText(identity) : "failed: see below",
        _outcome.Identity is { Firmware.Length: > 0 } known ? known.Firmware : NotKnown,
        LatencyText(),
        _outcome.Identity is null ? NotKnown : LimitsText(_outcome.Instrument),
    ];

    /// <summary>Asks a connected instrument a few questions that change nothing; returns when it has answered them or failed, and at once when it is not connected.</summary>
    public static async Task<InstrumentCheck> OfAsync(ConnectionOutcome outcome, TimeProvider time, CancellationToken cancellationToken)
    {
        if (outcome.Failure is not null || Question(outcome.Instrument, cancellationToken) is not { } ask)
            return new InstrumentCheck(outcome, null, outcome.Failure);
        try
        {
            var seconds = new double[Readings];
            for (var i = 0; i < Readings; i++)
            {
                var start = time.GetTimestamp();
                await ask();
                seconds[i] = time.SecondsBetween(start, time.GetTimestamp());
            }
            Array.Sort(seconds);
            return new InstrumentCheck(outcome, TimeSpan.FromSeconds(seconds[Readings / 2]), null);
        }
        catch (InstrumentException failure)
        {
            return new InstrumentCheck(outcome, null, failure);
        }
    }

    // a counter has nothing to read without opening its gate, a source nothing without setting it; the tip's reading needs contact
    private static Func<Task>? Question(IInstrument? instrument, CancellationToken cancellationToken) => instrument switch
    {
        IPositioner stage => async () => await stage.ReadPositionAsync(cancellationToken),
        ILaser laser => async () => await laser.ReadStatusAsync(cancellationToken),
        IPotentiostat potentiostat => async () => await potentiostat.ReadComplianceAsync(cancellationToken),
        _ => null,
    };

    private static string IdentityText(InstrumentIdentity identity) =>
        $"{identity.Maker} {identity.Model}{(identity.Serial.Length > 0 ? $", serial {identity.Serial}" : "")}";

    private string LatencyText() => _latency switch
    {
        null => NotKnown,
        _ when _outcome.Spec.IsSimulated => "simulated",
        { } latency => Quantity.Format(Duration.FromSi(latency.TotalSeconds), significantDigits: 3),
    };

    private static string LimitsText(IInstrument? instrument) => instrument switch
    {
        IMicrowaveSource { Limits: var limits } => $"{limits.Frequency}; {limits.Power}",
        IPositioner { Limits: var travel } => $"x {Range(travel.Minimum.X, travel.Maximum.X)}; y {Range(travel.Minimum.Y, travel.Maximum.Y)}{(travel.Calibrated ? "" : " (not calibrated)")}",
        IProbe probe => $"lift {probe.LiftRange}",
        ILaser laser => laser.Limits.ToString(),
        IPotentiostat { Limits: var cell } => $"{cell.Voltage}; {cell.Current}",
        ICurrentSource source => source.Limits.ToString(),
        _ => NotKnown,
    };

    private static QuantityRange<Length> Range(double minimumMetres, double maximumMetres) => new(Length.FromSi(minimumMetres), Length.FromSi(maximumMetres));
}
