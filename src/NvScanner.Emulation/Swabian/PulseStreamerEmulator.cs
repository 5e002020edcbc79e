using System.Buffers.Binary;
using System.Text.Json.Nodes;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.Swabian;

/// <summary>A Swabian Instruments Pulse Streamer 8/2: a sequence waits for its trigger, is played so often, and leaves its final state behind.</summary>
/// <param name="time">Clock on which sequences are played.</param>
/// <param name="firmware">Version that it reports.</param>
/// <param name="numbersForFlags">Whether it answers 1 and 0 instead of true and false.</param>
public sealed class PulseStreamerEmulator(TimeProvider time, string firmware = "1.7.2", bool numbersForFlags = false) : IJsonRpcInstrument
{
    private const int StartImmediate = 0, StartBySoftware = 1;
    private long _start = StartImmediate, _rearm;
    private byte[] _records = [];
    private long _runs;
    private long? _startedAt;
    private byte _idle, _final;

    /// <summary>Records of the sequence that it holds: length in ns, digital levels, analogue levels.</summary>
    public IReadOnlyList<(uint Nanoseconds, byte Digital, short A0, short A1)> Records =>
        [.. _records.Chunk(9).Select(r => (BinaryPrimitives.ReadUInt32BigEndian(r), r[4], BinaryPrimitives.ReadInt16BigEndian(r.AsSpan(5)), BinaryPrimitives.ReadInt16BigEndian(r.AsSpan(7))))];

    /// <summary>Runs of the sequence.</summary>
    public long Runs => _runs;

    /// <summary>Digital outputs now, a bit each.</summary>
    public byte Digital => IsPlaying ? At(time.GetElapsedTime(_startedAt!.Value)) : _startedAt is null ? _idle : _final;

    private TimeSpan Duration => TimeSpan.FromSeconds(1e-9 * Records.Sum(r => (double)r.Nanoseconds) * Math.Max(1, _runs));

    private bool IsPlaying => _startedAt is { } started && _records.Length > 0 && (_runs < 0 || time.GetElapsedTime(started) < Duration);

    /// <inheritdoc />
    public JsonNode? Call(string method, JsonArray parameters)
    {
        switch (method)
        {
            case "getFirmwareVersion": return firmware;
            case "getSerial": return "ID:12345678";
            case "reset":
                (_records, _runs, _startedAt, _idle, _start) = ([], 0, null, 0, StartImmediate);
                return 0;
            case "constant":
                (_records, _runs, _startedAt, _idle) = ([], 0, null, State(parameters, 0));
                return 0;
            case "stream":
                Stream(parameters);
                return 0;
            case "startNow":
                if (_start == StartBySoftware && _records.Length > 0) _startedAt = time.GetTimestamp();
                return 0;
            case "forceFinal":
                if (_records.Length > 0) (_records, _runs, _startedAt, _idle) = ([], 0, null, _final);
                return 0;
            case "setTrigger":
                (_start, _rearm) = (Whole(parameters, 0, 0, 4), Whole(parameters, 1, 0, 1));
                return 0;
            case "selectClock":
                Whole(parameters, 0, 0, 2);
                return 0;
            case "getTriggerStart": return _start;
            case "getTriggerRearm": return _rearm;
            case "hasSequence": return Flag(_records.Length > 0);
            case "isStreaming": return Flag(_records.Length > 0 && (_startedAt is null || IsPlaying));
            case "hasFinished": return Flag(_records.Length > 0 && _startedAt is not null && !IsPlaying);
            case "getUnderflow": return 0;
            default: throw new JsonRpcFault(JsonRpcFault.MethodNotFound, "Method not found");
        }
    }

    private void Stream(JsonArray parameters)
    {
        byte[] records;
        try
        {
            records = Convert.FromBase64String(parameters[0]!.GetValue<string>());
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new JsonRpcFault(JsonRpcFault.InvalidParameters, "Invalid sequence");
        }
        if (records.Length == 0 || records.Length % 9 != 0) throw new JsonRpcFault(JsonRpcFault.InvalidParameters, "Invalid sequence");
        (_records, _runs, _final) = (records, Whole(parameters, 1, long.MinValue, long.MaxValue), State(parameters, 2));
        _startedAt = _start == StartImmediate ? time.GetTimestamp() : null;
    }

    private byte At(TimeSpan elapsed)
    {
        var nanoseconds = (long)(1e6 * elapsed.TotalMilliseconds) % Math.Max(1, Records.Sum(r => (long)r.Nanoseconds));
        foreach (var record in Records)
        {
            if (nanoseconds < record.Nanoseconds) return record.Digital;
            nanoseconds -= record.Nanoseconds;
        }
        return _final;
    }

    private JsonNode Flag(bool value) => numbersForFlags ? JsonValue.Create(value ? 1 : 0) : JsonValue.Create(value);

    private static byte State(JsonArray parameters, int index) => parameters.Count > index && parameters[index] is JsonArray { Count: 4 } state
        ? (byte)Whole(state, 1, 0, 255)
        : throw new JsonRpcFault(JsonRpcFault.InvalidParameters, "Invalid params");

    private static long Whole(JsonArray parameters, int index, long minimum, long maximum) =>
        parameters.Count > index && parameters[index] is JsonValue value && value.TryGetValue<long>(out var number) && number >= minimum && number <= maximum
            ? number
            : throw new JsonRpcFault(JsonRpcFault.InvalidParameters, "Invalid params");
}
