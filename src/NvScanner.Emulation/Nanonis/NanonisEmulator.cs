using System.Buffers.Binary;
using System.Text;

namespace NvScanner.Emulation.Nanonis;

/// <summary>
/// A Nanonis controller with tip and sample, as its programming interface shows it (release R13742): a piezo that travels at its speed, a height feedback over a wavy
/// sample, commands that may wait until a motion has ended. One for all ports.
/// </summary>
public sealed class NanonisEmulator(TimeProvider time)
{
    /// <summary>Full ranges of x and y, and of z, in metres.</summary>
    public const float LateralRange = 30e-6f, VerticalRange = 4e-6f;

    private const double FeedbackSpeed = 200e-6;
    private readonly Lock _gate = new();
    private (double X, double Y, long At) _from, _shown;
    private (double X, double Y) _to;
    private float _speed = 1e-6f;
    private bool _customSpeed;
    private ushort _controller = 1;
    private (double Height, long At) _tip = (0.5 * VerticalRange, 0);
    private double _tipTarget = 0.5 * VerticalRange;
    private float _setPoint = 1e-10f;

    /// <summary>Whether a larger z moves the tip away from the sample, as usual, or towards it.</summary>
    public bool LargerIsAway { get; init; } = true;

    /// <summary>Whether a command that failed returns zeroed values before its error, as some releases do.</summary>
    public bool ErrorsCarryValues { get; init; }

    /// <summary>Mean height of the sample in metres from the middle of the z range; below the range until the coarse approach has been done.</summary>
    public double SampleHeight { get; set; } = 200e-9;

    /// <summary>Acquisition period: a value that need not be new may be so old.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Where the tip is, in metres: x, y and the height of its end from the middle of the z range.</summary>
    public (double X, double Y, double Height) Tip
    {
        get { lock (_gate) return (Lateral().X, Lateral().Y, Height()); }
    }

    /// <summary>Whether the height feedback is on.</summary>
    public bool FeedbackOn
    {
        get { lock (_gate) return _controller == 2; }
    }

    /// <summary>Height of the sample below a point.</summary>
    public double SampleAt(double x, double y) => SampleHeight + (20e-9 * Math.Sin(x / 1e-6) * Math.Cos(y / 1.3e-6));

    /// <summary>Takes one command; returns the body of the reply once the command is done.</summary>
    public async ValueTask<byte[]> TakeAsync(string command, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        Func<bool>? until = null;
        BodyWriter reply = new();
        string? error;
        lock (_gate) error = Execute(command, new Arguments(arguments), reply, ref until);
        while (until is not null && !IsDone(until)) await WaitAsync(TimeSpan.FromMilliseconds(1), cancellationToken);
        if (command.Equals("FolMe.XYPosGet", StringComparison.OrdinalIgnoreCase)) await WaitAsync(Period, cancellationToken);
        if (error is not null && !ErrorsCarryValues) reply = new BodyWriter();
        return reply.UInt32(error is null ? 0u : 1u).Text(error ?? "").ToArray();
    }

    private string? Execute(string command, Arguments a, BodyWriter reply, ref Func<bool>? until)
    {
        switch (command.ToUpperInvariant())
        {
            case "UTIL.VERSIONGET":
                reply.Text("Nanonis SPM Control Software").Text("Generic 5").UInt32(13742).UInt32(13695);
                return a.End();
            case "PIEZO.RANGEGET":
                reply.Float32(LateralRange).Float32(LateralRange).Float32(VerticalRange);
                return a.End();
            case "FOLME.XYPOSSET":
                if (!(a.Float64(out var x) && a.Float64(out var y) && a.UInt32(out var wait)) || a.End() is not null) return "Wrong number of arguments";
                (_from, _to) = ((Lateral().X, Lateral().Y, Now), (Clip(x), Clip(y)));
                if (wait == 1) until = () => Lateral() == _to;
                return null;
            case "FOLME.XYPOSGET":
                if (!a.UInt32(out var newest)) return "Wrong number of arguments";
                if (newest == 1) (_shown.X, _shown.Y) = Lateral();
                reply.Float64(_shown.X).Float64(_shown.Y);
                (_shown.X, _shown.Y) = Lateral();
                return a.End();
            case "FOLME.SPEEDSET":
                if (!(a.Float32(out var speed) && a.UInt32(out var custom)) || a.End() is not null) return "Wrong number of arguments";
                if (!(speed > 0)) return "Speed must be positive";
                (_from, _speed, _customSpeed) = ((Lateral().X, Lateral().Y, Now), speed, custom == 1);
                return null;
            case "FOLME.SPEEDGET":
                reply.Float32(_speed).UInt32(_customSpeed ? 1u : 0u);
                return a.End();
            case "FOLME.STOP":
                _to = Lateral();
                _from = (_to.X, _to.Y, Now);
                return a.End();
            case "ZCTRL.ONOFFSET":
                if (!a.UInt32(out var on) || a.End() is not null) return "Wrong number of arguments";
                (_tip, _tipTarget) = ((Height(), Now), Height());
                _controller = on == 1 ? (ushort)2 : (ushort)1;
                return null;
            case "ZCTRL.ONOFFGET":
                reply.UInt32(_controller == 2 ? 1u : 0u);
                return a.End();
            case "ZCTRL.STATUSGET":
                if (_controller == 6 && Height() == _tipTarget) _controller = 1;
                reply.UInt16(_controller);
                return a.End();
            case "ZCTRL.ZPOSGET":
                reply.Float32((float)Sign(Height()));
                return a.End();
            case "ZCTRL.ZPOSSET":
                if (!a.Float32(out var z) || a.End() is not null) return "Wrong number of arguments";
                if (_controller != 1) return "The Z-Controller is on, Z cannot be set";
                (_tip, _tipTarget) = ((Height(), Now), Math.Clamp(Sign(z), -0.5 * VerticalRange, 0.5 * VerticalRange));
                return null;
            case "ZCTRL.WITHDRAW":
                if (!(a.UInt32(out var block) && a.UInt32(out _)) || a.End() is not null) return "Wrong number of arguments";
                (_tip, _tipTarget, _controller) = ((Height(), Now), 0.5 * VerticalRange, 6);
                if (block == 1) until = () => Height() == _tipTarget;
                return null;
            case "ZCTRL.SETPNTSET":
                return a.Float32(out _setPoint) ? a.End() : "Wrong number of arguments";
            case "ZCTRL.SETPNTGET":
                reply.Float32(_setPoint);
                return a.End();
            default:
                return $"Command not found: {command}";
        }
    }

    private long Now => time.GetTimestamp();

    private double Sign(double height) => LargerIsAway ? height : -height;

    private (double X, double Y) Lateral()
    {
        var way = double.Hypot(_to.X - _from.X, _to.Y - _from.Y);
        var gone = _speed * time.GetElapsedTime(_from.At).TotalSeconds;
        return gone >= way ? _to : (double.Lerp(_from.X, _to.X, gone / way), double.Lerp(_from.Y, _to.Y, gone / way));
    }

    // the feedback drives the tip to the sample and along it; without feedback the tip goes to where it was sent, the sample permitting
    private double Height()
    {
        var (x, y) = Lateral();
        var sample = SampleAt(x, y);
        var target = _controller == 2 ? Math.Max(sample, -0.5 * VerticalRange) : _tipTarget;
        var gone = FeedbackSpeed * time.GetElapsedTime(_tip.At).TotalSeconds;
        return Math.Abs(target - _tip.Height) <= gone ? target : _tip.Height + (Math.Sign(target - _tip.Height) * gone);
    }

    private bool IsDone(Func<bool> condition)
    {
        lock (_gate) return condition();
    }

    private static double Clip(double coordinate) => Math.Clamp(coordinate, -0.5 * LateralRange, 0.5 * LateralRange);

    private async ValueTask WaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // this project refers to no other, hence not to the program's own wait
        await Task.Delay(duration, time, cancellationToken);
#pragma warning restore RS0030
    }

    private sealed class Arguments(ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public string? End() => _at == bytes.Length ? null : "Wrong number of arguments";

        public bool UInt32(out uint value)
        {
            value = 0;
            if (!Take(4, out var span)) return false;
            value = BinaryPrimitives.ReadUInt32BigEndian(span);
            return true;
        }

        public bool Float32(out float value)
        {
            value = 0;
            if (!Take(4, out var span)) return false;
            value = BinaryPrimitives.ReadSingleBigEndian(span);
            return true;
        }

        public bool Float64(out double value)
        {
            value = 0;
            if (!Take(8, out var span)) return false;
            value = BinaryPrimitives.ReadDoubleBigEndian(span);
            return true;
        }

        private bool Take(int count, out ReadOnlySpan<byte> span)
        {
            span = default;
            if (_at + count > bytes.Length) return false;
            span = bytes.Span.Slice(_at, count);
            _at += count;
            return true;
        }
    }

    private sealed class BodyWriter
    {
        private readonly List<byte> _bytes = [];

        public BodyWriter UInt32(uint value) => Add(4, span => BinaryPrimitives.WriteUInt32BigEndian(span, value));

        public BodyWriter UInt16(ushort value) => Add(2, span => BinaryPrimitives.WriteUInt16BigEndian(span, value));

        public BodyWriter Float32(float value) => Add(4, span => BinaryPrimitives.WriteSingleBigEndian(span, value));

        public BodyWriter Float64(double value) => Add(8, span => BinaryPrimitives.WriteDoubleBigEndian(span, value));

        public BodyWriter Text(string text)
        {
            UInt32((uint)text.Length);
            _bytes.AddRange(Encoding.ASCII.GetBytes(text));
            return this;
        }

        public byte[] ToArray() => [.. _bytes];

        private BodyWriter Add(int count, Action<byte[]> write)
        {
            var bytes = new byte[count];
            write(bytes);
            _bytes.AddRange(bytes);
            return this;
        }
    }
}
