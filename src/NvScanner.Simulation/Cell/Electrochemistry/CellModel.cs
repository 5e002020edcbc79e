using System.Numerics;
using NvScanner.Abstractions.Instruments;
using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// Takes a cell's state forward under one stimulus: V = I R_s + eta_Li(I) + [phi_s - phi_l](I_F, x) + W. The faradaic current I_F and the diffusion
/// overpotential W follow the current through exact modes; the ladder takes the step's mean I_F implicitly; the current itself is an algebraic
/// unknown wherever a voltage is held.
/// </summary>
internal sealed class CellModel
{
    private const int DiffusionTerms = 32;
    private const double LeastRoom = 0.003;

    private readonly CellDesign _design;
    private readonly IonicLadder _ladder;
    private readonly CurrentBalance _balance;
    private readonly RandlesModes _modes;
    private readonly Lazy<double> _seriesOhmSquareMetres;
    private readonly double _diffusionOhms;
    private readonly double _lithiumExchange;
    private readonly double _thermal;
    private readonly double _hostCharge;
    private readonly double[] _rises;
    private readonly double[] _free;
    private double _risesAfter = double.NaN;

    /// <summary>A model of a design; the resistance in series is the design's unless another is given, which is asked for when a current first flows.</summary>
    public CellModel(CellDesign design, IReadOnlyList<CathodeParticle> particles, Lazy<double>? seriesOhmSquareMetres = null)
    {
        (_design, _ladder) = (design, new IonicLadder(design, particles));
        _modes = new RandlesModes(design.Circuit, DiffusionTerms);
        _seriesOhmSquareMetres = seriesOhmSquareMetres ?? new(design.SeriesResistanceOhmSquareMetres);
        _diffusionOhms = design.Circuit.DiffusionResistance;
        _lithiumExchange = design.LithiumExchangeAmperesPerSquareMetre * design.AreaSquareMetres;
        _thermal = Faraday.ThermalVolts(design.TemperatureKelvin);
        _hostCharge = design.HostChargeCoulombs;
        _balance = new CurrentBalance(_ladder, _lithiumExchange, _thermal);
        (_rises, _free) = (new double[_modes.Rates.Length], new double[_modes.Rates.Length]);
    }

    public int Particles => _ladder.Count;

    private double SeriesOhms => _seriesOhmSquareMetres.Value / _design.AreaSquareMetres;

    /// <summary>Share of the electrode's charge per particle.</summary>
    public ReadOnlySpan<double> Shares => _ladder.Shares;

    /// <summary>The cell at rest as its design says.</summary>
    public CellState Start(double timeSeconds)
    {
        var state = new CellState(_ladder.Count, _modes.Rates.Length) { TimeSeconds = timeSeconds, DendriteLengthMetres = _design.DendriteLengthAtStartMetres };
        state.LithiumContents.AsSpan().Fill(_design.LithiumContentAtStart);
        _ladder.Begin(state.LithiumContents, 0);
        _ladder.Linearise(state.Currents);
        state.LadderOhms = _ladder.SmallSignalResistance;
        state.PotentialVolts = _ladder.OpenCircuitVolts;
        if (state.DendriteLengthMetres >= _design.ElectrolyteThicknessMetres) state.ShortSeconds = timeSeconds;
        return state;
    }

    public CellState EmptyState() => new(_ladder.Count, _modes.Rates.Length);

    /// <summary>Charge in C held by the double layer.</summary>
    public double DoubleLayerCharge(CellState state)
    {
        var charge = 0.0;
        for (var k = 0; k < state.Modes.Length; k++) charge += _modes.FaradaicShares[k] / _modes.Rates[k] * state.Modes[k];
        return charge;
    }

    /// <summary>Small-signal impedance of the electrodes at a state in ohm, for exp(+j w t) and contents that do not change within a period.</summary>
    public Complex Impedance(CellState state, double frequencyHz) =>
        SeriesOhms + ButlerVolmer.Resistance(state.ElectrodeAmperes, _lithiumExchange, _thermal) + _modes.Impedance(frequencyHz, state.LadderOhms);

    /// <summary>Takes a state some seconds forward to a time; a short circuit on the way divides the step. No seconds: what the stimulus shows at once.</summary>
    public void Advance(CellState state, in CellStimulus stimulus, double seconds, double endSeconds)
    {
        // the growth of the last step decides, so that the instant does not depend on how far this step goes
        if (!state.IsShorted && state.DendriteMetresPerSecond > 0)
        {
            var left = (_design.ElectrolyteThicknessMetres - state.DendriteLengthMetres) / state.DendriteMetresPerSecond;
            if (left <= seconds)
            {
                var crossing = state.TimeSeconds + left;
                Step(state, stimulus, left, crossing);
                (state.DendriteLengthMetres, state.DendriteMetresPerSecond, state.ShortSeconds) = (_design.ElectrolyteThicknessMetres, 0, crossing);
                seconds -= left;
            }
        }
        Step(state, stimulus, seconds, endSeconds);
    }

    private void Step(CellState state, in CellStimulus stimulus, double seconds, double endSeconds)
    {
        var shortSiemens = state.IsShorted ? 1 / _design.ShortResistanceOhms : 0;
        // nothing flows through the electrodes of a cell at open circuit, and a resistance that costs seconds to find is not asked for
        var seriesOhms = stimulus.Drive is CellDrive.Rest && !state.IsShorted ? 0 : SeriesOhms;
        var restOhms = seriesOhms + _thermal / _lithiumExchange + _diffusionOhms;
        var amplitude = stimulus.AmplitudeAmperes == 0 ? 0 : stimulus.AmplitudeWithin(restOhms + state.LadderOhms, Room(state));
        // a short is so much better a conductor that it takes all of the modulation
        var (atStart, atEnd) = (Modulation(stimulus, amplitude, state.TimeSeconds), Modulation(stimulus, amplitude, endSeconds));
        var (electrodeStart, electrodeEnd) = state.IsShorted ? (Complex.Zero, Complex.Zero) : (atStart, atEnd);
        var modulated = amplitude == 0 ? 0 : (electrodeEnd.Imaginary - electrodeStart.Imaginary) / stimulus.AngularFrequency;

        // at the end, without the modulation: I_F = faradaic.Free + faradaic.PerAmpere I, and likewise the overpotential of diffusion and the charge that reacts
        var (faradaic, diffusion, reacting) = Respond(state, stimulus.AngularFrequency, electrodeStart, electrodeEnd, modulated, seconds);
        var modulationVolts = amplitude * (state.IsShorted ? _design.ShortResistanceOhms : restOhms + state.LadderOhms);
        var demand = new Demand(stimulus.Drive, stimulus.Compliance, modulationVolts, amplitude, shortSiemens);
        _ladder.Begin(state.LithiumContents, seconds);
        if (!TryBalance(out var current))
        {
            // a host that is full or empty takes nothing more from the double layer, which then keeps its charge and with it the potential
            Array.Clear(state.Currents);
            (faradaic, diffusion, reacting) = Respond(state, stimulus.AngularFrequency, electrodeStart, electrodeEnd, modulated, seconds, held: true);
            if (!TryBalance(out current))
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"the currents of the cathode's particles did not settle under {stimulus.Drive}, charge {reacting} C: one that no lithium content between 0 and 1 can take, or a number that is none"));
        }
        var terminals = _balance.Terminals;

        for (var p = 0; p < _ladder.Count; p++) state.LithiumContents[p] -= seconds * state.Currents[p] / (_hostCharge * _ladder.Shares[p]);
        for (var k = 0; k < state.Modes.Length; k++) state.Modes[k] = _free[k] + current * _rises[k];
        (state.TimeSeconds, state.ElectrodeAmperes) = (endSeconds, current);

        // by the ladder at the step's beginning, for which the modulation was made to fit
        var impedance = amplitude == 0 ? 0 : state.IsShorted ? _design.ShortResistanceOhms : Impedance(state, stimulus.FrequencyHz);
        var (volts, amperes) = (terminals.VoltsAt(current), terminals.ClampAmperes(current));
        state.PotentialVolts = volts + (impedance * atEnd).Real;
        (state.CurrentAmperes, state.SineAmperes) = (amperes + atEnd.Real, amplitude);
        state.ElectrodeChargeCoulombs += current * seconds + modulated;
        state.ChargeCoulombs += amperes * seconds + (amplitude == 0 ? 0 : (atEnd.Imaginary - atStart.Imaginary) / stimulus.AngularFrequency);
        state.LadderOhms = _ladder.SmallSignalResistance;
        Warm(state, seconds, Losses(current, seriesOhms, diffusion.At(current), state.Currents) + shortSiemens * volts * volts + 0.5 * amplitude * amplitude * impedance.Real);
        GrowDendrite(state, seconds);

        bool TryBalance(out double amperes)
        {
            var mean = seconds > 0 ? 1 / seconds * reacting : new Affine(FaradaicCurrent(state), 0);
            return _balance.TrySolve(demand, mean, faradaic - mean, new Affine(0, seriesOhms) + diffusion, state.Currents, out amperes);
        }
    }

    private static Complex Modulation(in CellStimulus stimulus, double amplitude, double timeSeconds) =>
        amplitude == 0 ? 0 : Complex.FromPolarCoordinates(amplitude, stimulus.PhaseAt(timeSeconds));

    // A mode under I + a cos: w = (w_0 - m_0) e^-ps + I (1 - e^-ps) + m, m = Re[a p/(p + jw)] its steady state under the modulation.
    private (Affine Faradaic, Affine Diffusion, Affine Reacting) Respond(
        CellState state, double angularFrequency, Complex atStart, Complex atEnd, double modulated, double seconds, bool held = false)
    {
        if (held)
        {
            Array.Clear(_rises);
            _risesAfter = double.NaN;
        }
        else if (seconds != _risesAfter)
        {
            for (var k = 0; k < _rises.Length; k++) _rises[k] = 1 - Math.Exp(-_modes.Rates[k] * seconds);
            _risesAfter = seconds;
        }
        Affine faradaic = default, diffusion = default, reacting = new(modulated, seconds);
        for (var k = 0; k < _rises.Length; k++)
        {
            var (rate, rise) = (_modes.Rates[k], _rises[k]);
            var gain = rate / (rate + new Complex(0, angularFrequency));
            var steady = (gain * atEnd).Real;
            var decayed = (state.Modes[k] - (gain * atStart).Real) * (1 - rise);
            _free[k] = decayed + steady;
            var share = _modes.FaradaicShares[k];
            faradaic += share * new Affine(decayed, rise);
            diffusion += _modes.DiffusionResistances[k] * new Affine(decayed, rise);
            // what does not react stays in the double layer
            reacting += -share / rate * new Affine(_free[k] - state.Modes[k], rise);
        }
        return (faradaic, diffusion, reacting);
    }

    // charge in C that a cathode could take or give before its potential leaves all bounds, if all of it were as full or empty as its fullest or emptiest particle
    private double Room(CellState state)
    {
        var room = 1.0;
        foreach (var x in state.LithiumContents) room = Math.Min(room, Math.Min(x, 1 - x));
        return Math.Max(0, room - LeastRoom) * _hostCharge;
    }

    private double FaradaicCurrent(CellState state)
    {
        var current = 0.0;
        for (var k = 0; k < state.Modes.Length; k++) current += _modes.FaradaicShares[k] * state.Modes[k];
        return current;
    }

    // Irreversible heat in W of the electrodes without the modulation: each current times the overpotential that it drives itself, none of them negative.
    private double Losses(double current, double seriesOhms, double diffusionVolts, ReadOnlySpan<double> particleCurrents)
    {
        var contacts = current * (seriesOhms * current + ButlerVolmer.Overpotential(current, _lithiumExchange, _thermal));
        var diffusion = _diffusionOhms > 0 ? diffusionVolts * diffusionVolts / _diffusionOhms : 0;
        return contacts + diffusion + _ladder.Losses(particleCurrents);
    }

    private void Warm(CellState state, double seconds, double watts)
    {
        var rise = -Math.Exp(-seconds / (_design.ThermalResistanceKelvinPerWatt * _design.HeatCapacityJoulesPerKelvin)) + 1;
        state.TemperatureRiseKelvin += rise * (watts * _design.ThermalResistanceKelvinPerWatt - state.TemperatureRiseKelvin);
    }

    private void GrowDendrite(CellState state, double seconds)
    {
        if (state.IsShorted) return;
        state.DendriteLengthMetres += seconds * state.DendriteMetresPerSecond;
        var excess = state.ElectrodeAmperes - _design.CriticalAmperesPerSquareMetre * _design.AreaSquareMetres;
        var current = _design.DendriteCurrentShare * Math.Max(0, excess);
        state.DendriteMetresPerSecond = current * Faraday.LithiumVolumePerCoulomb / (Math.PI * _design.DendriteRadiusMetres * _design.DendriteRadiusMetres);
        if (current > 0 && double.IsNaN(state.DendriteStartSeconds)) state.DendriteStartSeconds = state.TimeSeconds;
    }
}
