using System.Numerics;
using NvScanner.Abstractions.Instruments;
using NvScanner.Physics.Battery;
using NvScanner.Physics.Materials;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// A Li | solid electrolyte | LixCoO2 cell with a lithium content for every particle of its cathode. It advances in equal internal steps from each
/// change of the drive or the modulation; a reading between two of them is taken from a copy. At open circuit no modulation flows; a constant current of 0
/// with a modulation is the drive for impedance at rest. Reading allocates nothing.
/// </summary>
internal sealed class CellElectrochemistry : ISimulatedCell
{
    private static readonly CellLimits NoLimits = new(
        new(new(double.NegativeInfinity), new(double.PositiveInfinity)), new(new(double.NegativeInfinity), new(double.PositiveInfinity)));

    private readonly CellDesign _design;
    private readonly CellModel _model;
    private readonly double[] _particleScales;
    private readonly CellState _committed;
    private readonly CellState _shown;
    private readonly double _stepSeconds;
    private CellStimulus _stimulus = new(new CellDrive.Rest(), NoLimits, 0, 0, 0);
    private double _anchorSeconds;
    private long _steps;
    private bool _shownIsStale = true;

    /// <summary>
    /// A cell at rest from a time on; throws <see cref="ArgumentException"/> naming everything that is wrong with design and particles. A resistance in series
    /// that is not the design's is asked for when a current first flows.
    /// </summary>
    public CellElectrochemistry(
        CellDesign design, IReadOnlyList<CathodeParticle> particles, double startSeconds = 0, double stepSeconds = 1, Lazy<double>? seriesOhmSquareMetres = null)
    {
        design.ThrowIfImpossible();
        ThrowIfImpossible(particles, design);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        (_design, _stepSeconds, _anchorSeconds) = (design, stepSeconds, startSeconds);
        _model = new CellModel(design, particles, seriesOhmSquareMetres);
        _committed = _model.Start(startSeconds);
        _shown = _model.EmptyState();
        _shown.CopyFrom(_committed);
        _particleScales = new double[particles.Count];
        for (var p = 0; p < particles.Count; p++)
        {
            var charge = Faraday.HostCharge(particles[p].VolumeCubicMetres, LithiumCobaltOxide.MolarVolume);
            _particleScales[p] = charge / (design.HostChargeCoulombs * _model.Shares[p]);
        }
    }

    /// <summary>Lithium content of every particle, in the order of the particles, at the time last read.</summary>
    public ReadOnlySpan<double> LithiumContents => _shown.LithiumContents;

    /// <summary>Mean lithium content, weighted by volume, at the time last read.</summary>
    public double MeanLithiumContent
    {
        get
        {
            var mean = 0.0;
            for (var p = 0; p < _particleScales.Length; p++) mean += _model.Shares[p] * _shown.LithiumContents[p];
            return mean;
        }
    }

    /// <summary>Length of the dendrite at the time last read.</summary>
    public double DendriteLengthMetres => _shown.DendriteLengthMetres;

    /// <summary>Whether the dendrite had crossed the electrolyte at the time last read.</summary>
    public bool IsShorted => _shown.IsShorted;

    /// <summary>Integral of the current at the clamps since the start, at the time last read.</summary>
    public double ChargeCoulombs => _shown.ChargeCoulombs;

    /// <summary>Charge that has passed through the electrodes, without what flowed through a short, at the time last read.</summary>
    public double ElectrodeChargeCoulombs => _shown.ElectrodeChargeCoulombs;

    /// <summary>Part of <see cref="ElectrodeChargeCoulombs"/> that is held by the double layer; the rest is in the particles.</summary>
    public double DoubleLayerCoulombs => _model.DoubleLayerCharge(_shown);

    /// <summary>Current through the electrodes without the modulation, at the time last read: that at the clamps until there is a short.</summary>
    public double ElectrodeAmperes => _shown.ElectrodeAmperes;

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds)
    {
        Commit(timeSeconds);
        _stimulus = _stimulus with { Drive = drive, Compliance = compliance };
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds)
    {
        if (!(amplitudeAmperes >= 0)) throw new ArgumentOutOfRangeException(nameof(amplitudeAmperes), amplitudeAmperes, "an amplitude is 0 or more");
        if (amplitudeAmperes > 0 && !(frequencyHz > 0)) throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz, "a modulation has a frequency above 0");
        Commit(timeSeconds);
        _stimulus = _stimulus with { AmplitudeAmperes = amplitudeAmperes, FrequencyHz = amplitudeAmperes > 0 ? frequencyHz : 0, ModulatedFromSeconds = timeSeconds };
    }

    public CellReading ReadAt(double timeSeconds)
    {
        Show(timeSeconds);
        return new CellReading(_shown.PotentialVolts, _shown.CurrentAmperes, _design.StateOfCharge(MeanLithiumContent), _shown.TemperatureRiseKelvin);
    }

    public CellSine SineAt(double timeSeconds)
    {
        Show(timeSeconds);
        return _shown.SineAmperes == 0 ? default : new CellSine(_shown.SineAmperes, _stimulus.FrequencyHz, _stimulus.PhaseAt(timeSeconds));
    }

    public IReadOnlyList<CellEvent> EventsUntil(double timeSeconds)
    {
        Show(timeSeconds);
        var grows = !double.IsNaN(_shown.DendriteStartSeconds);
        if (!grows && !_shown.IsShorted) return [];
        var events = new List<CellEvent>();
        if (grows)
            events.Add(new(_shown.DendriteStartSeconds, "dendrite", FormattableString.Invariant($"a dendrite grows: more than the critical {_design.CriticalAmperesPerSquareMetre / 10:0.###} mA/cm² is plated")));
        if (_shown.IsShorted)
            events.Add(new(_shown.ShortSeconds, "cell-short", FormattableString.Invariant($"short circuit: the dendrite has crossed {_design.ElectrolyteThicknessMetres * 1e6:0.###} um of electrolyte, {_design.ShortResistanceOhms} ohm in parallel")));
        return events;
    }

    /// <summary>Lithium content of every particle at a time, in the order of the particles.</summary>
    public void CopyLithiumContents(double timeSeconds, Span<double> contents)
    {
        Show(timeSeconds);
        LithiumContents.CopyTo(contents);
    }

    /// <summary>Faradaic current in A that each particle of the block carries by its own volume, positive where lithium leaves it, in the order of the particles.</summary>
    public void CopyParticleCurrents(double timeSeconds, Span<double> amperes)
    {
        Show(timeSeconds);
        for (var p = 0; p < _particleScales.Length; p++) amperes[p] = _particleScales[p] * _shown.Currents[p];
    }

    /// <summary>Small-signal impedance in ohm at a frequency in Hz and the time last read, for contents that do not change within a period.</summary>
    public Complex Impedance(double frequencyHz) => _model.Impedance(_shown, frequencyHz);

    // a new drive starts its own grid of steps, so that the state follows from the drives alone
    private void Commit(double timeSeconds)
    {
        AdvanceTo(timeSeconds);
        var left = timeSeconds - _committed.TimeSeconds;
        if (left > 0) _model.Advance(_committed, _stimulus, left, timeSeconds);
        (_anchorSeconds, _steps, _shownIsStale) = (timeSeconds, 0, true);
    }

    private void Show(double timeSeconds)
    {
        if (timeSeconds == _shown.TimeSeconds && !_shownIsStale) return;
        AdvanceTo(timeSeconds);
        _shown.CopyFrom(_committed);
        _model.Advance(_shown, _stimulus, timeSeconds - _committed.TimeSeconds, timeSeconds);
        _shownIsStale = false;
    }

    private void AdvanceTo(double timeSeconds)
    {
        if (!(timeSeconds >= _committed.TimeSeconds))
            throw new ArgumentOutOfRangeException(nameof(timeSeconds), timeSeconds, FormattableString.Invariant($"the cell is already at {_committed.TimeSeconds} s; times do not fall"));
        while (true)
        {
            var next = _anchorSeconds + (_steps + 1) * _stepSeconds;
            if (next > timeSeconds) return;
            _model.Advance(_committed, _stimulus, _stepSeconds, next);
            _steps++;
        }
    }

    private static void ThrowIfImpossible(IReadOnlyList<CathodeParticle> particles, CellDesign design)
    {
        var problems = new List<string>();
        if (particles.Count == 0) problems.Add("without particles no lithium can leave the cathode");
        for (var p = 0; p < particles.Count; p++)
        {
            var (volume, distance) = (particles[p].VolumeCubicMetres, particles[p].DistanceFromElectrolyteMetres);
            if (!(volume > 0 && double.IsFinite(volume))) problems.Add(FormattableString.Invariant($"particle {p} has a volume of {volume} m³: it holds no lithium"));
            if (!(distance >= 0 && distance <= design.CathodeThicknessMetres))
                problems.Add(FormattableString.Invariant($"particle {p} lies {distance} m from the electrolyte: outside the cathode of {design.CathodeThicknessMetres} m"));
        }
        if (problems.Count > 0) throw new ArgumentException("no cathode can be like this: " + string.Join("; ", problems));
    }
}
