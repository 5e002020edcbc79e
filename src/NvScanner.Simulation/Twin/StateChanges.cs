namespace NvScanner.Simulation.Twin;

/// <summary>Counts the changes of the world that its field or its light depends on, so that both are computed once per state.</summary>
internal sealed class StateChanges
{
    public int Count { get; private set; }

    public void Note() => Count++;
}
