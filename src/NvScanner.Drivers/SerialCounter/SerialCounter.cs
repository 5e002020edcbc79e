using System.Globalization;
using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.SerialCounter;

/// <summary>A counter built from a microcontroller or an FPGA that speaks NvScanner's own protocol (docs/reference/serial-counter.md). It gives the triggers of a hardware-timed sweep.</summary>
internal sealed class SerialCounter : IPhotonCounter, ITriggeredCounter
{
    public static readonly OptionDefinition[] Options = [.. ConnectionOptions.ForSerial("ASRL/dev/ttyACM1::INSTR", 115200)];

    private const int MostBins = 1_000_000;

    private readonly InstrumentSpec _spec;
    private readonly InstrumentDialogue _dialogue;
    private readonly TimeSpan _timeout;
    private (int Bins, TimeSpan Shortest, TimeSpan Longest)? _limits;
    private (int Bins, TimeSpan Duration)? _armed;

    public SerialCounter(InstrumentSpec spec, DriverContext context)
    {
        _spec = spec;
        _dialogue = Connection.Of(spec, context, new DialogueSettings { LongestReply = (MostBins * BinRecords.Bytes) + 64 });
        _timeout = spec.GetDuration(ConnectionOptions.Timeout);
    }

    public InstrumentId Id => _spec.Id;

    public int MaximumBins => (_limits ?? throw SetPoint.NotConnected(Id)).Bins;

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.OpenAsync(cancellationToken);
        _armed = null;
        var identity = await _dialogue.AskAsync("IDN?", cancellationToken);
        var fields = identity.Split(',', StringSplitOptions.TrimEntries);
        if (fields is not ["NVSCANNER-COUNTER", _, _, _])
            throw new InstrumentConnectionException(Id, $"a counter with NvScanner's protocol was expected at {_dialogue.Place}, but '{identity}' answers; correct the address or the driver in the profile");
        _dialogue.Sentinel = new Sentinel("IDN?", identity);
        await CommandAsync("STOP", cancellationToken);
        var limits = (await _dialogue.AskAsync("LIMITS?", cancellationToken)).Split(',');
        if (limits.Length != 3 || !TryCount(limits[0], out var bins) || !TryCount(limits[1], out var shortest) || !TryCount(limits[2], out var longest))
            throw new InstrumentReplyException(Id, "LIMITS?", string.Join(',', limits));
        _limits = ((int)Math.Min(bins, MostBins), FromNanoseconds(shortest), FromNanoseconds(longest));
        return new InstrumentIdentity("NvScanner protocol", fields[1], fields[2], fields[3]);
    }

    public async ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        RequireDwell("gate", gate);
        _armed = null; // a gate of its own ends what was armed
        var command = string.Create(CultureInfo.InvariantCulture, $"COUNT {Nanoseconds(gate)}");
        var reply = await _dialogue.AskAsync(command, gate + _timeout, cancellationToken);
        return TryCount(reply, out var counts) && counts < BinRecords.Overflow ? (uint)counts : throw new InstrumentReplyException(Id, command, reply);
    }

    public async ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken)
    {
        if (bins < 1 || bins > MaximumBins)
            throw new InstrumentLimitException(Id, "bins", bins.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"1 to {MaximumBins}"));
        RequireDwell("dwell", dwell);
        if (settling < TimeSpan.Zero || settling > _limits!.Value.Longest) throw new InstrumentLimitException(Id, "settling", Text(settling), $"0 s to {Text(_limits!.Value.Longest)}");
        _armed = null;
        await CommandAsync(string.Create(CultureInfo.InvariantCulture, $"ARM {bins},{Nanoseconds(dwell)},{Nanoseconds(settling)}"), cancellationToken);
        _armed = (bins, bins * (dwell + settling));
    }

    public async ValueTask ReadBinsAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        if (_limits is null) throw SetPoint.NotConnected(Id);
        var (bins, duration) = _armed ?? throw new InstrumentException(Id, "is not armed; arm it before bins are read");
        if (counts.Length != bins) throw new ArgumentException($"{counts.Length} bins were asked for where {bins} are armed", nameof(counts));
        var records = await _dialogue.ExchangeAsync("START\n"u8.ToArray(), "START", new BinFraming(bins), duration + _timeout, cancellationToken);
        try
        {
            if (records.Length != bins * BinRecords.Bytes) throw new FormatException(Encoding.Latin1.GetString(records));
            BinRecords.Read(records, counts.Span);
        }
        catch (FormatException failure)
        {
            throw new InstrumentReplyException(Id, "START", failure.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        (_limits, _armed) = (null, null);
        return _dialogue.DisposeAsync();
    }

    private void RequireDwell(string what, TimeSpan dwell)
    {
        var (_, shortest, longest) = _limits ?? throw SetPoint.NotConnected(Id);
        if (dwell < shortest || dwell > longest) throw new InstrumentLimitException(Id, what, Text(dwell), $"{Text(shortest)} to {Text(longest)}");
    }

    private async ValueTask CommandAsync(string command, CancellationToken cancellationToken) =>
        SetPoint.RequireReadBack(Id, command, "OK", await _dialogue.AskAsync(command, cancellationToken));

    private static bool TryCount(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static long Nanoseconds(TimeSpan duration) => duration.Ticks * TimeSpan.NanosecondsPerTick;

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:G6} s");
}
