using System.Globalization;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.PhysikInstrumente;

/// <summary>A Physik Instrumente E-727 with a stage of three axes: motions take their time, a command says nothing, `ERR?` says how it went, and the controller may call an old target reached right after a new one was set.</summary>
public sealed class E727Emulator(TimeProvider time) : ITextInstrument
{
    private readonly Dictionary<string, Axis> _axes = new(StringComparer.Ordinal) { ["1"] = new(time), ["2"] = new(time), ["3"] = new(time) };
    private int _error;

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Unit of the axes: UM, or MM with a travel of 0.1.</summary>
    public string Unit { get; init; } = "UM";

    /// <summary>Position of an axis in its unit.</summary>
    public double Position(string axis) => _axes[axis].Position;

    /// <summary>Whether an axis is in closed loop.</summary>
    public bool Servo(string axis) => _axes[axis].Servo;

    private double Travel => Unit == "MM" ? 0.1 : 100;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return [];
        var (command, arguments) = (words[0].ToUpperInvariant(), words[1..]);
        switch (command)
        {
            case "*IDN?": return ["(c)2015 Physik Instrumente (PI) GmbH & Co. KG, E-727, 0116012345, 13.21.00.09"];
            case "ERR?":
                var error = _error;
                _error = 0;
                return [error.ToString(CultureInfo.InvariantCulture)];
            case "SAI?": return Lines(_axes.Keys);
            case "POS?": return Ask(arguments, a => Text(a.Position));
            case "MOV?": return Ask(arguments, a => Text(a.Target));
            case "SVO?": return Ask(arguments, a => a.Servo ? "1" : "0");
            case "ONT?": return Ask(arguments, a => a.AskOnTarget() ? "1" : "0");
            case "TMN?": return Ask(arguments, _ => Text(0));
            case "TMX?": return Ask(arguments, _ => Text(Travel));
            case "VEL?": return Ask(arguments, a => Text(a.Velocity));
            case "SPA?":
                if (arguments.Length != 2 || !_axes.ContainsKey(arguments[0])) return Fail(15);
                return arguments[1].Equals("0x07000601", StringComparison.OrdinalIgnoreCase) ? [$"{arguments[0]} 0X7000601={Unit}"] : Fail(54);
            case "SVO": return Set(arguments, (a, v) => v is 0 or 1 ? 0 : 17, (a, v) => a.SetServo(v == 1));
            case "VEL": return Set(arguments, (a, v) => v > 0 ? 0 : 17, (a, v) => a.SetVelocity(v));
            case "MOV": return Set(arguments, (a, v) => !a.Servo ? 5 : v < 0 || v > Travel ? 7 : 0, (a, v) => a.MoveTo(v));
            case "STP":
                foreach (var axis in _axes.Values) axis.Stop();
                return Fail(10);
            default: return Fail(2);
        }
    }

    private string[] Ask(string[] names, Func<Axis, string> value)
    {
        if (names.Length == 0) names = [.. _axes.Keys];
        return names.All(_axes.ContainsKey) ? Lines(names.Select(n => $"{n}={value(_axes[n])}")) : Fail(15);
    }

    // all or nothing: an error in one pair moves no axis
    private string[] Set(string[] arguments, Func<Axis, double, int> check, Action<Axis, double> set)
    {
        if (arguments.Length == 0 || arguments.Length % 2 != 0) return Fail(24);
        List<(Axis Axis, double Value)> pairs = [];
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!_axes.TryGetValue(arguments[i], out var axis)) return Fail(15);
            if (!double.TryParse(arguments[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return Fail(25);
            if (check(axis, value) is var code and not 0) return Fail(code);
            pairs.Add((axis, value));
        }
        foreach (var (axis, value) in pairs) set(axis, value);
        return [];
    }

    private string[] Fail(int code)
    {
        _error = code;
        return [];
    }

    // every line but the last ends with a blank before its line feed
    private static string[] Lines(IEnumerable<string> lines) => [string.Join(" \n", lines)];

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private sealed class Axis(TimeProvider time)
    {
        private double _from;
        private long _since;
        private bool _targetIsNew;

        public double Target { get; private set; }

        public double Velocity { get; private set; } = 1000;

        public bool Servo { get; private set; }

        public double Position
        {
            get
            {
                var gone = Velocity * time.GetElapsedTime(_since).TotalSeconds;
                return Math.Abs(Target - _from) <= gone ? Target : _from + (Math.Sign(Target - _from) * gone);
            }
        }

        public void SetServo(bool on) => Servo = on;

        public void SetVelocity(double value)
        {
            Begin(Target);
            Velocity = value;
        }

        public void MoveTo(double target)
        {
            Begin(target);
            _targetIsNew = true;
        }

        public void Stop() => Begin(Position);

        public bool AskOnTarget()
        {
            var stale = _targetIsNew;
            _targetIsNew = false;
            return stale || Position == Target;
        }

        private void Begin(double target) => (_from, _since, Target) = (Position, time.GetTimestamp(), target);
    }
}
