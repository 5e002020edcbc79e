using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// The positive electrode as a ladder: the ionic current enters at the electrolyte and falls by i_p at every particle, i_p driven by
/// phi_s - phi_l(z_p) - U(x_p) through Butler and Volmer, with d phi_l/dz = I_l/sigma_eff. A particle takes part in the electrode's charge and exchange
/// current in proportion to its volume, so that particles at one depth keep one lithium content whatever their size. Amperes and ohms of the whole cell.
/// </summary>
/// <remarks>
/// Every rung is linearised about the present overpotential at the end of a step (implicit Euler), the rungs beyond each are folded into one source
/// with one resistance (Thévenin), and the currents are told apart on the way back: their sum is the total to rounding. Newton's iteration.
/// </remarks>
internal sealed class IonicLadder
{
    private const double LargestStep = 3;
    private const double Close = 0.05;

    // tens of volts away from any potential of the host
    private const double LeastRoom = 1e-9;

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
    private readonly double[] _sinh;
    private readonly double[] _cosh;
    private readonly double[] _kinetic;
    private readonly double[] _content;

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
        (_sinh, _cosh) = (new double[Count], new double[Count]);
        (_kinetic, _content) = (new double[Count], new double[Count]);
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

    /// <summary>Mean of U(x) at the end of the step, of the ladder as last linearised.</summary>
    public double MeanPotentialVolts { get; private set; }

    /// <summary>
    /// Begins a step of some seconds, 0 for an instant, from these lithium contents; overpotentials (in units of 2RT/F) are a first guess and are
    /// brought to where no particle overflows.
    /// </summary>
    public void Begin(ReadOnlySpan<double> lithiumContents, Span<double> overpotentials, double seconds)
    {
        for (var p = 0; p < Count; p++)
        {
            _contents[p] = lithiumContents[p];
            _perAmpere[p] = seconds / (_hostCharge * _shares[p]);
            // of the content at the step's beginning, so that a step has one solution
            var content = Math.Clamp(lithiumContents[p], CathodePotential.LowestContent, CathodePotential.HighestContent);
            _twiceExchange[p] = 2 * ButlerVolmer.ExchangeCurrent(_exchangeAtHalf * _shares[p], content);
            var current = _twiceExchange[p] * Math.Sinh(overpotentials[p]);
            var within = Within(p, lithiumContents[p], current);
            if (within != current) overpotentials[p] = Math.Asinh(within / _twiceExchange[p]);
        }
    }

    /// <summary>Linearises about overpotentials.</summary>
    public void Linearise(ReadOnlySpan<double> overpotentials)
    {
        var mean = 0.0;
        for (var rung = Count - 1; rung >= 0; rung--)
        {
            var p = _order[rung];
            var growth = Math.Exp(overpotentials[p]);
            var (sinh, cosh) = (0.5 * (growth - 1 / growth), 0.5 * (growth + 1 / growth));
            (_sinh[p], _cosh[p]) = (sinh, cosh);
            var current = _twiceExchange[p] * sinh;
            var (volts, slope) = CathodePotential.Evaluate(_contents[p] - _perAmpere[p] * current);
            mean += _shares[p] * volts;
            var (kinetic, content) = (_twiceThermal / (_twiceExchange[p] * cosh), -_perAmpere[p] * slope);
            (_kinetic[p], _content[p]) = (kinetic, content);
            var conductance = 1 / (kinetic + content);
            var potential = volts + _twiceThermal * overpotentials[p] - current / conductance;
            if (rung == Count - 1)
            {
                (_conductances[rung], _potentials[rung]) = (conductance, potential);
                continue;
            }
            var beyond = Beyond(rung);
            _conductances[rung] = conductance + beyond;
            _potentials[rung] = (conductance * potential + beyond * _potentials[rung + 1]) / _conductances[rung];
        }
        MeanPotentialVolts = mean;
        OpenCircuitVolts = _potentials[0];
        Resistance = 1 / _conductances[0] + _resistances[0];
    }

    /// <summary>
    /// Shares a total current out, takes the overpotentials that part of the way to it (1 for all) and returns the largest correction of one in units
    /// of 2RT/F: once that is small the currents are the solution.
    /// </summary>
    public double Distribute(double total, double part, Span<double> overpotentials, Span<double> currents)
    {
        var largest = 0.0;
        var potential = _potentials[0] + total / _conductances[0];
        var entering = total;
        for (var rung = 0; rung < Count; rung++)
        {
            var p = _order[rung];
            var passing = rung == Count - 1 ? 0 : Beyond(rung) * (potential - _potentials[rung + 1]);
            currents[p] = entering - passing;
            entering = passing;
            if (rung < Count - 1) potential -= _resistances[rung + 1] * passing;
            largest = Math.Max(largest, Improve(p, currents[p], part, ref overpotentials[p]));
        }
        return largest;
    }

    // Newton's step of one rung. Where the content's potential outweighs the kinetics, here and where the step leads, a rung is straight in its current,
    // elsewhere more so in its overpotential; and no step takes more than nine tenths of the room that the host has left.
    private double Improve(int p, double wanted, double part, ref double overpotential)
    {
        var (u, twiceExchange) = (overpotential, _twiceExchange[p]);
        var (sinh, cosh) = (_sinh[p], _cosh[p]);
        var reduced = wanted / twiceExchange;
        var correction = (reduced - sinh) / cosh;
        var content = _contents[p] - _perAmpere[p] * twiceExchange * sinh;
        var change = Math.Abs(_perAmpere[p] * twiceExchange * cosh * correction);
        // the usual case: so close that every variable is as good
        if (Math.Abs(correction) < Close && change < Close * Math.Min(content, 1 - content))
        {
            overpotential = u + part * correction;
            return Math.Abs(correction);
        }
        var isStraight = _content[p] > Math.Max(_kinetic[p], _twiceThermal / (twiceExchange * Math.Sqrt(1 + reduced * reduced)));
        var current = isStraight
            ? twiceExchange * (sinh + part * (reduced - sinh))
            : twiceExchange * Math.Sinh(u + part * Math.Clamp(correction, -LargestStep, LargestStep));
        overpotential = Math.Asinh(Within(p, content, current) / twiceExchange);
        return Math.Abs(correction);
    }

    // the current nearest to one that leaves a tenth of the room which a content leaves on either side
    private double Within(int p, double content, double current)
    {
        if (_perAmpere[p] == 0) return current;
        var smallest = (_contents[p] - 1 + Math.Max(LeastRoom, 0.1 * (1 - content))) / _perAmpere[p];
        var largest = (_contents[p] - Math.Max(LeastRoom, 0.1 * content)) / _perAmpere[p];
        return Math.Clamp(current, smallest, largest);
    }

    // conductance of all rungs beyond one, seen from it through the electrolyte between
    private double Beyond(int rung) => _conductances[rung + 1] / (1 + _resistances[rung + 1] * _conductances[rung + 1]);
}
