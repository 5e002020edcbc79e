using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Twin;

/// <summary>Settings of the simulated world as a profile writes them, read all at once: every unknown name and unreadable value is reported together.</summary>
internal sealed class WorldSettings(SimulationSpec spec)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public T Get<T>(string name, T otherwise) where T : struct, IQuantity<T>
    {
        _known.Add(name);
        if (!spec.Settings.TryGetValue(name, out var text)) return otherwise;
        if (Quantity.TryParse<T>(text, out var value, out var error)) return value;
        _problems.Add($"{name}: {error}");
        return otherwise;
    }

    public double GetFraction(string name, double otherwise)
    {
        _known.Add(name);
        if (!spec.Settings.TryGetValue(name, out var text)) return otherwise;
        if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        _problems.Add($"{name}: '{text}' is not a number between 0 and 1");
        return otherwise;
    }

    /// <summary>Throws <see cref="InstrumentException"/> with all problems; to be called when every setting has been read.</summary>
    public void ThrowIfWrong(InstrumentId instrument)
    {
        foreach (var name in spec.Settings.Keys.Where(name => !_known.Contains(name)))
            _problems.Add($"{name}: not a setting of the simulated world; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        ThrowIfUnreadable(instrument);
    }

    /// <summary>Throws <see cref="InstrumentException"/> with the settings read so far that are wrong; for those who read only some of them.</summary>
    public void ThrowIfUnreadable(InstrumentId instrument)
    {
        if (_problems.Count > 0) throw new InstrumentException(instrument, "simulation settings: " + string.Join("; ", _problems));
    }
}
