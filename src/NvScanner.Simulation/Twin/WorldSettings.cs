using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Twin;

/// <summary>Settings of the simulated world as a profile writes them, read all at once: every unknown name and unreadable value is reported together.</summary>
internal sealed class WorldSettings
{
    private readonly SimulationSpec _spec;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Message)> _problems = [];
    private readonly string _level;

    public WorldSettings(SimulationSpec spec)
    {
        _spec = spec;
        _known.Add(Imperfections.Level);
        _level = spec.Settings.GetValueOrDefault(Imperfections.Level, Imperfections.Levels[0]);
        if (Imperfections.Levels.Contains(_level)) return;
        _problems.Add((Imperfections.Level, $"'{_level}' is not a level; choose one of {string.Join(", ", Imperfections.Levels)}"));
        _level = Imperfections.Levels[0];
    }

    /// <summary>What is wrong with the settings read so far.</summary>
    public IReadOnlyList<(string Name, string Message)> Problems => _problems;

    public T Get<T>(string name, T otherwise) where T : struct, IQuantity<T>
    {
        _known.Add(name);
        if (!_spec.Settings.TryGetValue(name, out var text)) return otherwise;
        if (Quantity.TryParse<T>(text, out var value, out var error)) return value;
        _problems.Add((name, error));
        return otherwise;
    }

    /// <summary>One of a list by name; <paramref name="otherwise"/> unless one is written.</summary>
    public T GetChoice<T>(string name, IReadOnlyDictionary<string, T> choices, string otherwise)
    {
        _known.Add(name);
        if (!_spec.Settings.TryGetValue(name, out var text)) return choices[otherwise];
        if (choices.TryGetValue(text, out var chosen)) return chosen;
        _problems.Add((name, $"'{text}' is not known; choose one of {string.Join(", ", choices.Keys)}"));
        return choices[otherwise];
    }

    /// <summary>An imperfection with its unit; the level says what it is unless it is written.</summary>
    public T GetImperfection<T>(string name) where T : struct, IQuantity<T> => Get(name, Quantity.Parse<T>(Imperfections.Of(name, _level)));

    /// <summary>An imperfection without unit, -1 to 1.</summary>
    public double GetImperfection(string name) => GetNumber(name, double.Parse(Imperfections.Of(name, _level), CultureInfo.InvariantCulture), -1, 1);

    /// <summary>Throws <see cref="InstrumentException"/> with all problems; to be called when every setting has been read.</summary>
    public void ThrowIfWrong(InstrumentId instrument)
    {
        foreach (var name in _spec.Settings.Keys.Where(name => !_known.Contains(name)))
            _problems.Add((name, $"not a setting of the simulated world; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}"));
        ThrowIfUnreadable(instrument);
    }

    /// <summary>Throws <see cref="InstrumentException"/> with the settings read so far that are wrong; for those who read only some of them.</summary>
    public void ThrowIfUnreadable(InstrumentId instrument)
    {
        if (_problems.Count > 0) throw new InstrumentException(instrument, "simulation settings: " + string.Join("; ", _problems.Select(problem => $"{problem.Name}: {problem.Message}")));
    }

    /// <summary>A number without unit between two limits.</summary>
    public double GetNumber(string name, double otherwise, double least, double most)
    {
        _known.Add(name);
        if (!_spec.Settings.TryGetValue(name, out var text)) return otherwise;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        _problems.Add((name, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number between {least} and {most}")));
        return otherwise;
    }
}
