namespace NvScanner.Simulation.Twin;

/// <summary>The test conductor of the sample: the current through it, zero while its source is off.</summary>
internal sealed class Conductor(StateChanges changes)
{
    private double _amperes;

    public double Amperes
    {
        get => _amperes;
        set
        {
            _amperes = value;
            changes.Note();
        }
    }
}
