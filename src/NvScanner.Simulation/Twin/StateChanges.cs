namespace NvScanner.Simulation.Twin;

/// <summary>Counts the changes of the world that its field or its light depends on, so that both are computed once per state, and says beforehand that the light will change.</summary>
internal sealed class StateChanges
{
    public int Count { get; private set; }

    public void Note() => Count++;

    /// <summary>Light or microwaves are about to change at a time: what sums them up has to come up to it first, and looks at them anew when it goes on.</summary>
    public event Action<double>? Announced;

    /// <summary>To be called last before the change: nothing is asked for in between.</summary>
    public void Announce(double now) => Announced?.Invoke(now);
}
