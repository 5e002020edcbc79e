using System.Buffers.Binary;
using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Swabian;

/// <summary>
/// A sequence as the Pulse Streamer wants it: records of nine bytes, big-endian: length in ns (32 bits), digital levels (a bit per output), two analogue levels (16 bits, 0x7FFF is 1 V);
/// in base64. The device works in words of 8 ns: the last step is lengthened to the next multiple, so that repetitions have one exact period.
/// </summary>
internal static class PulseRecords
{
    public const int Bytes = 9;
    public const int Most = 2_000_000;
    public const long WordNanoseconds = 8;

    private const double FullScale = 0x7FFF;

    /// <summary>Length of the sequence as it is played, in ns.</summary>
    public static long PlayedNanoseconds(PulseSequence sequence) => (sequence.DurationNanoseconds + WordNanoseconds - 1) / WordNanoseconds * WordNanoseconds;

    /// <summary>Encodes; the lanes have to be equally long, of positive steps, of known outputs. Throws <see cref="ArgumentException"/> for more records than the device takes.</summary>
    public static string Encode(PulseSequence sequence, IReadOnlyDictionary<string, PulserOutput> outputs)
    {
        var lanes = sequence.Lanes.Select(l => new Lane(outputs[l.Key], l.Value)).ToArray();
        List<byte> bytes = [];
        var left = PlayedNanoseconds(sequence);
        while (left > 0)
        {
            // until the next change of any lane, at most what 32 bits hold
            var step = Math.Min(left, uint.MaxValue);
            foreach (var lane in lanes.Where(l => !l.IsOnItsLastStep)) step = Math.Min(step, lane.LeftNanoseconds);
            Append(bytes, (uint)step, lanes);
            if (bytes.Count > Most * Bytes) throw new ArgumentException($"the sequence has more than {Most} steps", nameof(sequence));
            foreach (var lane in lanes) lane.Advance(step);
            left -= step;
        }
        return Convert.ToBase64String([.. bytes]);
    }

    private static void Append(List<byte> bytes, uint nanoseconds, Lane[] lanes)
    {
        byte digital = 0;
        Span<short> analogue = [0, 0];
        foreach (var lane in lanes)
        {
            if (lane.Output.IsAnalogue) analogue[lane.Output.Index] = (short)Math.Round(FullScale * lane.Level);
            else if (lane.Level != 0) digital |= (byte)(1 << lane.Output.Index);
        }
        Span<byte> record = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(record, nanoseconds);
        record[4] = digital;
        BinaryPrimitives.WriteInt16BigEndian(record[5..], analogue[0]);
        BinaryPrimitives.WriteInt16BigEndian(record[7..], analogue[1]);
        bytes.AddRange(record);
    }

    /// <summary>One lane while it is played through; its last step goes on to the end of the whole.</summary>
    private sealed class Lane(PulserOutput output, IReadOnlyList<PulseStep> steps)
    {
        private int _step;
        private long _gone;

        public PulserOutput Output { get; } = output;

        public bool IsOnItsLastStep => _step == steps.Count - 1;

        public long LeftNanoseconds => steps[_step].Nanoseconds - _gone;

        public double Level => steps[_step].Level;

        public void Advance(long nanoseconds)
        {
            _gone += nanoseconds;
            while (!IsOnItsLastStep && LeftNanoseconds <= 0)
            {
                _gone -= steps[_step].Nanoseconds;
                _step++;
            }
        }
    }
}
