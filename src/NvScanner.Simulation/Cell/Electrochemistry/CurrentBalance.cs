namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// Finds the current through the electrodes and those of the particles that meet a demand at the end of a step. They are where the sum of two convex
/// functions is least: the ladder's P(i), and the integral of what the rest of the circuit lacks, V_rest(I) - V_demand(I), which rises with I.
/// </summary>
/// <remarks>
/// A step of Newton's takes P by its second order and the rest of the circuit exactly (proximal Newton), so that it points downhill wherever it begins;
/// it is shortened until no particle overflows and the sum still falls at its end. A strictly convex function has no other point to settle at.
/// </remarks>
internal sealed class CurrentBalance(IonicLadder ladder, double lithiumExchangeAmperes, double thermalVolts)
{
    // a guard against demands that nothing meets: the hardest step of 20 000 random programmes on random cells took 33
    private const int LargestIterations = 400;
    private const double Converged = 1e-5;
    private const double Rising = 0.1;

    // where a part is no longer told from rounding
    private const double LeastPart = 1e-9;

    private readonly double[] _wanted = new double[ladder.Count];
    private readonly double[] _changes = new double[ladder.Count];

    /// <summary>The cell as its clamps see it, linearised about the solution last found.</summary>
    public Terminals Terminals { get; private set; }

    /// <summary>
    /// Current through the electrodes in A. The ladder has begun its step with a mean total that is affine in that current, as are by how much the total at
    /// the step's end lies above and the voltage of the rest (without lithium's); the particles' currents are first guess and result, and add up to the
    /// mean total to rounding. False where nothing meets the demand: the charge that reacts whatever flows at the clamps finds no room in the host.
    /// </summary>
    /// <remarks>
    /// What the end lies above falls off over the ladder's resistance at contents that do not change, near the solution and no longer altered from there:
    /// so the voltage rises with the current, for a current at the end rises more than its mean.
    /// </remarks>
    public bool TrySolve(in Demand demand, Affine total, Affine above, Affine restVolts, Span<double> currents, out double amperes)
    {
        amperes = double.NaN;
        ladder.Confine(currents);
        ladder.Linearise(currents);
        var rest = restVolts + ladder.SmallSignalResistance * above;
        var present = double.NaN;
        for (var iteration = 0; iteration < LargestIterations; iteration++)
        {
            Terminals = TerminalsOf(demand, new Affine(ladder.OpenCircuitVolts, 0) + ladder.Resistance * total + rest);
            var next = Terminals.Solve(demand);
            var change = ladder.Distribute(total.At(next), currents, _wanted);
            if (double.IsNaN(change)) return false;
            if (change <= Converged)
            {
                _wanted.CopyTo(currents);
                amperes = next;
                return true;
            }
            for (var p = 0; p < _changes.Length; p++) _changes[p] = _wanted[p] - currents[p];
            if (iteration > 0)
            {
                present = Descend(demand, TerminalsOf(demand, rest), total.PerAmpere, currents, present, next);
                continue;
            }
            present = Enter(total, currents, next);
            rest = restVolts + ladder.SmallSignalResistance * above;
        }
        return false;
    }

    private Terminals TerminalsOf(in Demand demand, Affine volts) =>
        new(volts.Free, volts.PerAmpere, lithiumExchangeAmperes, thermalVolts, demand.ShortSiemens);

    // The first step leads from another total to one that the demand allows, and so to where the sum is finite: what it is before does not matter.
    private double Enter(Affine total, Span<double> currents, double next)
    {
        if (ladder.LargestPart(currents, _changes) == 1)
        {
            _wanted.CopyTo(currents);
        }
        else
        {
            var sum = 0.0;
            foreach (var current in currents) sum += current;
            var part = ladder.Shift(currents, total.At(next) - sum);
            // the host has no room for that current: the limit of voltage will hold it back
            if (part < 1) next = (sum + part * (total.At(next) - sum) - total.Free) / total.PerAmpere;
        }
        ladder.Linearise(currents);
        return next;
    }

    // takes the currents down along the changes and returns the current through the electrodes there
    private double Descend(in Demand demand, in Terminals rest, double totalPerAmpere, Span<double> currents, double present, double next)
    {
        var before = SlopeAt(demand, rest, totalPerAmpere, currents, present, present, next);
        currents.CopyTo(_wanted);
        var part = ladder.LargestPart(currents, _changes);
        while (true)
        {
            for (var p = 0; p < _changes.Length; p++) currents[p] = _wanted[p] + part * _changes[p];
            var amperes = part == 1 ? next : present + part * (next - present);
            ladder.Linearise(currents);
            var slope = SlopeAt(demand, rest, totalPerAmpere, currents, amperes, present, next);
            if (part < LeastPart || !(before < 0 && slope > -Rising * before)) return amperes;
            part *= Math.Clamp(before / (before - slope), 0.1, 0.9);
        }
    }

    // derivative in W of the whole sum along the changes
    private double SlopeAt(
        in Demand demand, in Terminals rest, double totalPerAmpere, ReadOnlySpan<double> currents, double amperes, double present, double next)
    {
        var slope = ladder.Slope(currents, _changes);
        var change = totalPerAmpere * (next - present);
        return change == 0 ? slope : slope + change * (rest.VoltsAt(amperes) - demand.VoltsAt(amperes, amperes == present ? next : present));
    }
}
