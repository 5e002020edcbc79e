using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// The positive electrode as a ladder: the ionic current enters at the electrolyte and falls by i_p at every particle, i_p driven by
/// phi_s - phi_l(z_p) - U(x_p) through Butler and Volmer, with d phi_l/dz = I_l/sigma_eff. A particle takes part in the electrode's charge and exchange
/// current in proportion to its volume, so that particles at one depth keep one lithium content whatever their size. Amperes and ohms of the whole cell.
/// </summary>
/// <remarks>
/// Every rung is linearised about its current at the end of a step (implicit Euler), the rungs beyond each are folded into one source
/// with one resistance (Thévenin), and the currents are told apart on the way back: their sum is the total to rounding. That is a step of Newton's for the
/// least of P(i) = sum over particles of the integral of [U(x_p - i dt/Q_p) + eta(i)] di + sum over rungs of R I_l²/2, which is strictly convex: U falls with
/// x and eta rises with i. <see cref="CurrentBalance"/> makes use of it.
/// </remarks>
internal sealed class IonicLadder
{
    private const double MostOfRoom = 0.9;

    private readonly int[] _order;
    private readonly double[] _shares;
    private readonly double[] _resistances;
    private readonly double _hostCharge;
    private readonly double _exchangeAtHalf;
    private readonly double _twiceThermal;

    // of the step: contents at its beginning, their change per ampere, and 2 i0
    private readonly double[] _contents;
    private readonly double[] _perAmpere;
    private readonly double[] _twiceExchange;

    // of a rung with everything beyond it: conductance and open-circuit potential
    private readonly double[] _conductances;
    private readonly double[] _potentials;

    // of a particle at the currents linearised about: phi_s - phi_l, its slope by kinetics in ohm, and content to the nearer end
    private readonly double[] _volts;
    private readonly double[] _kinetic;
    private readonly double[] _room;

    public IonicLadder(CellDesign design, IReadOnlyList<CathodeParticle> particles)
    {
        Count = particles.Count;
        _order = Enumerable.Range(0, Count).OrderBy(p => particles[p].DistanceFromElectrolyteMetres).ToArray();
        var volume = particles.Sum(p => p.VolumeCubicMetres);
        _shares = particles.Select(p => p.VolumeCubicMetres / volume).ToArray();
        _resistances = new double[Count];
        var before = 0.0;
        for (var rung = 0; rung < Count; rung++)
        {
            var distance = particles[_order[rung]].DistanceFromElectrolyteMetres;
            _resistances[rung] = (distance - before) / (design.CathodeConductivitySiemensPerMetre * design.AreaSquareMetres);
            before = distance;
        }
        _hostCharge = design.HostChargeCoulombs;
        var thermal = Faraday.ThermalVolts(design.TemperatureKelvin);
        _twiceThermal = 2 * thermal;
        _exchangeAtHalf = thermal / design.Circuit.ChargeTransferResistance;
        (_contents, _perAmpere, _twiceExchange) = (new double[Count], new double[Count], new double[Count]);
        (_conductances, _potentials) = (new double[Count], new double[Count]);
        (_volts, _kinetic, _room) = (new double[Count], new double[Count], new double[Count]);
    }

    public int Count { get; }

    /// <summary>Share of the electrode's charge per particle, in the callers' order; the sum is 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>phi_s - phi_l at the electrolyte without current, of the ladder as last linearised.</summary>
    public double OpenCircuitVolts { get; private set; }

    /// <summary>d(phi_s - phi_l)/dI at the electrolyte in ohm over the step, of the ladder as last linearised.</summary>
    public double Resistance { get; private set; }

    /// <summary>d(phi_s - phi_l)/dI at the electrolyte in ohm for contents that do not change, of the ladder as last linearised.</summary>
    public double SmallSignalResistance
    {
        get
        {
            var conductance = 0.0;
            for (var rung = Count - 1; rung >= 0; rung--)
            {
                if (rung < Count - 1) conductance /= 1 + _resistances[rung + 1] * conductance;
                conductance += 1 / _kinetic[_order[rung]];
            }
            return 1 / conductance + _resistances[0];
        }
    }

    /// <summary>Begins a step of some seconds, 0 for an instant, from these lithium contents.</summary>
    public void Begin(ReadOnlySpan<double> lithiumContents, double seconds)
    {
        for (var p = 0; p < Count; p++)
        {
            _contents[p] = lithiumContents[p];
            _perAmpere[p] = seconds / (_hostCharge * _shares[p]);
            // of the content at the step's beginning, so that a step has one solution
            var content = Math.Clamp(lithiumContents[p], CathodePotential.LowestContent, CathodePotential.HighestContent);
            _twiceExchange[p] = 2 * ButlerVolmer.ExchangeCurrent(_exchangeAtHalf * _shares[p], content);
        }
    }

    /// <summary>Linearises about the particles' currents.</summary>
    public void Linearise(ReadOnlySpan<double> currents)
    {
        for (var rung = Count - 1; rung >= 0; rung--)
        {
            var p = _order[rung];
            var (reduced, content) = (currents[p] / _twiceExchange[p], _contents[p] - _perAmpere[p] * currents[p]);
            var cosh = Math.Sqrt(1 + reduced * reduced);
            var (volts, slope) = CathodePotential.Evaluate(content);
            (_volts[p], _room[p]) = (volts + _twiceThermal * Math.Asinh(reduced), Math.Min(content, 1 - content));
            _kinetic[p] = _twiceThermal / (_twiceExchange[p] * cosh);
            var conductance = 1 / (_kinetic[p] - _perAmpere[p] * slope);
            var potential = _volts[p] - currents[p] / conductance;
            if (rung == Count - 1)
            {
                (_conductances[rung], _potentials[rung]) = (conductance, potential);
                continue;
            }
            var beyond = Beyond(rung);
            _conductances[rung] = conductance + beyond;
            _potentials[rung] = (conductance * potential + beyond * _potentials[rung + 1]) / _conductances[rung];
        }
        OpenCircuitVolts = _potentials[0];
        Resistance = 1 / _conductances[0] + _resistances[0];
    }

    /// <summary>
    /// Shares a total current out by the ladder as linearised about some currents, and returns the largest change of a particle: of its overpotential in
    /// units of 2RT/F or of its content in parts of what is left to the nearer end. Once that is small the wanted currents are the solution.
    /// </summary>
    public double Distribute(double total, ReadOnlySpan<double> currents, Span<double> wanted)
    {
        var largest = 0.0;
        var potential = _potentials[0] + total / _conductances[0];
        var entering = total;
        for (var rung = 0; rung < Count; rung++)
        {
            var p = _order[rung];
            var passing = rung == Count - 1 ? 0 : Beyond(rung) * (potential - _potentials[rung + 1]);
            wanted[p] = entering - passing;
            entering = passing;
            if (rung < Count - 1) potential -= _resistances[rung + 1] * passing;
            var change = Math.Abs(wanted[p] - currents[p]);
            largest = Math.Max(largest, change * Math.Max(_kinetic[p] / _twiceThermal, _perAmpere[p] / _room[p]));
        }
        return largest;
    }

    /// <summary>Part of a change of the currents, at most 1, with which no particle uses more than nine tenths of the room left to it; about the currents last linearised.</summary>
    public double LargestPart(ReadOnlySpan<double> currents, ReadOnlySpan<double> changes)
    {
        var part = 1.0;
        for (var p = 0; p < Count; p++)
        {
            var (content, change) = (_contents[p] - _perAmpere[p] * currents[p], _perAmpere[p] * changes[p]);
            part = Math.Min(part, MostOfRoom * (change > 0 ? content / change : change < 0 ? (content - 1) / change : double.PositiveInfinity));
        }
        return part;
    }

    /// <summary>
    /// Derivative in W of the ladder's potential function (summary of the class) along a change of the currents, at the currents last linearised about;
    /// it rises along every straight line.
    /// </summary>
    public double Slope(ReadOnlySpan<double> currents, ReadOnlySpan<double> changes)
    {
        var (slope, current, change) = (0.0, 0.0, 0.0);
        for (var rung = Count - 1; rung >= 0; rung--)
        {
            var p = _order[rung];
            (current, change) = (current + currents[p], change + changes[p]);
            slope += _volts[p] * changes[p] + _resistances[rung] * current * change;
        }
        return slope;
    }

    /// <summary>Heat in W that the particles' currents make in charge transfer and on their way through the electrolyte, never negative: sum of i eta(i) and of R I_l².</summary>
    public double Losses(ReadOnlySpan<double> currents)
    {
        var (watts, passing) = (0.0, 0.0);
        for (var rung = Count - 1; rung >= 0; rung--)
        {
            var p = _order[rung];
            passing += currents[p];
            watts += currents[p] * _twiceThermal * Math.Asinh(currents[p] / _twiceExchange[p]) + _resistances[rung] * passing * passing;
        }
        return watts;
    }

    /// <summary>
    /// Changes the currents by a sum in A, every particle in proportion to the room it has: none leaves it while all together have enough. Returns the part
    /// of the sum that nine tenths of the room allow, 1 for all; what is done is that part.
    /// </summary>
    public double Shift(Span<double> currents, double sum)
    {
        var room = 0.0;
        for (var p = 0; p < Count; p++) room += RoomAmperes(p, currents[p], sum);
        var part = Math.Min(1, MostOfRoom * room / Math.Abs(sum));
        for (var p = 0; p < Count; p++) currents[p] += part * sum * RoomAmperes(p, currents[p], sum) / room;
        return part;
    }

    /// <summary>Takes every current to where its particle neither overflows nor runs dry, with a tenth of the room it had at the step's beginning left.</summary>
    public void Confine(Span<double> currents)
    {
        for (var p = 0; p < Count; p++)
        {
            if (_perAmpere[p] == 0) continue;
            var (smallest, largest) = (-MostOfRoom * (1 - _contents[p]) / _perAmpere[p], MostOfRoom * _contents[p] / _perAmpere[p]);
            currents[p] = Math.Clamp(currents[p], smallest, largest);
        }
    }

    // the current in A by which a particle's own may still change in a direction
    private double RoomAmperes(int p, double current, double direction)
    {
        var content = _contents[p] - _perAmpere[p] * current;
        return (direction > 0 ? content : 1 - content) / _perAmpere[p];
    }

    // conductance of all rungs beyond one, seen from it through the electrolyte between
    private double Beyond(int rung) => _conductances[rung + 1] / (1 + _resistances[rung + 1] * _conductances[rung + 1]);
}
