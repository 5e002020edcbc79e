using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// Field, temperature and light of the NV where it really is. They are computed anew after every change of the rig and, in a world that changes by itself, with
/// every whole second of the rig's clock (with every look where the sample holds a cell). Not thread safe.
/// </summary>
internal sealed class Fluorescence(
    RigTime time, ISample sample, SimulatedTip tip, Scanner scanner, TipHeight height, Illumination light, MicrowaveOutput microwave,
    BiasCoil bias, Conductor conductor, CellCircuit cell, HeatBalance heat, FaultInjector faults, StateChanges changes)
{
    private const double SecondsOfTruth = 1;

    private int _computedFor = -1;
    private double _computedAt = double.NegativeInfinity;
    private CwResponse? _response;
    private (double Watts, double RabiHz) _operatingPoint;
    private CwSpectrum _spectrum;
    private readonly SwingingLight _swinging = new();
    private Vector3d _sineField;

    /// <summary>Changes whenever field or light have been computed anew.</summary>
    public int Version { get; private set; }

    /// <summary>Scattered light in detected photons per second.</summary>
    public double ScatterRate { get; private set; }

    /// <summary>Share of the NV's light that is collected, relative to a tip in contact.</summary>
    public double Collection { get; private set; } = 1;

    /// <summary>Field at the NV in the sample frame, without what a sine in the cell's current adds.</summary>
    public Vector3d FieldTesla { get; private set; }

    /// <summary>Whether a sine in the cell's current swings the field, so that light depends on when it is counted and for how long.</summary>
    public bool Swings => _swinging.Swings;

    public double ZeroFieldSplittingHz { get; private set; }

    public double NvKelvin { get; private set; }

    /// <summary>Temperature of the sample as a whole.</summary>
    public double SampleKelvinAt(double now) => heat.SampleAt(now, cell.TemperatureRiseAt(now));

    // a world that stands still is computed once per change
    private bool IsRestless => !faults.IsQuiet || scanner.IsRestless || light.IsRestless || bias.IsRestless;

    /// <summary>Detected photons per second from the NV at a microwave frequency, before the detector's dead time.</summary>
    public double NvRateAt(double frequencyHz) => Collection * _spectrum.RateAt(frequencyHz);

    /// <summary>Those of many frequencies at once.</summary>
    public void NvRatesAt(ReadOnlySpan<double> frequenciesHz, Span<double> rates)
    {
        _spectrum.RatesAt(frequenciesHz, rates);
        if (Collection == 1) return;
        foreach (ref var rate in rates) rate *= Collection;
    }

    /// <summary>Takes the light at many frequencies in a field that swings, for <see cref="MeanNvRateAt"/>.</summary>
    public void TakeNvRates(ReadOnlySpan<double> frequenciesHz) => _swinging.Take(frequenciesHz);

    /// <summary>Mean rate over some seconds from a time on, at the frequency of an index into those last taken.</summary>
    public double MeanNvRateAt(int index, double fromSeconds, double seconds) => Collection * _swinging.MeanAt(index, fromSeconds, seconds);

    /// <summary>Brings field and light to the present state; to be called once per sweep, gate or look.</summary>
    public void Refresh()
    {
        var now = time.Now;
        faults.Update(now);
        var isDue = cell.IsInSample || bias.HasRipple ? now != _computedAt : IsRestless && Math.Floor(now) != Math.Floor(_computedAt);
        if (changes.Count == _computedFor && !isDue) return;
        height.Update(now);
        var watts = light.WattsAt(now);
        var dbm = microwave.DbmAt(now);
        var (x, y) = scanner.ActualAt(now);
        var applied = bias.At(now);
        var conditions = new SampleConditions(now, conductor.Amperes, applied);
        cell.AdvanceTo(now); // before the sample's field follows it
        var position = new Vector3d(x, y, height.NvHeightAt(x, y, now));
        FieldTesla = applied + sample.FieldAt(position, conditions);
        NvKelvin = heat.NvAt(SampleKelvinAt(now), sample.TemperatureRiseAt(x, y, conditions), !height.IsRetracted, watts, dbm);
        ZeroFieldSplittingHz = tip.ZeroFieldSplittingAt(NvKelvin);
        Collection = height.Collection;
        _spectrum = ResponseAt(watts, dbm is { } power ? tip.RabiHz(power) : 0).SpectrumAt(tip.Frame.ToNvFrame(FieldTesla), ZeroFieldSplittingHz, tip.StrainHz);
        FollowSine(position, conditions);
        ScatterRate = tip.ScatterPerWatt * watts;
        (_computedFor, _computedAt) = (changes.Count, now);
        Version++;
    }

    /// <summary>The twin's own values at the NV's actual position.</summary>
    public GroundTruth ReadTruth()
    {
        Refresh();
        var (x, y) = scanner.ActualAt(_computedAt);
        var conditions = new SampleConditions(_computedAt, conductor.Amperes, bias.Set);
        // the last second's mean: of a sine what a pixel sees of it
        var field = _swinging.Swings ? FieldTesla + _sineField * _swinging.MeanCosine(_computedAt - SecondsOfTruth, SecondsOfTruth) : FieldTesla;
        return new GroundTruth(
            ToSeam(field), tip.Frame.OrientedAlong(bias.Set).Axis.Dot(field), ZeroFieldSplittingHz, NvKelvin,
            sample.LithiumContentAt(x, y, conditions), ToSeam(sample.SheetCurrentAt(x, y, conditions)));
    }

    private void FollowSine(Vector3d position, in SampleConditions conditions)
    {
        var sine = cell.SineAt(conditions.TimeSeconds);
        if (sine.AmplitudeAmperes == 0)
        {
            _swinging.Stop();
            return;
        }
        _sineField = sample.SineFieldAt(position, conditions);
        _swinging.Swing(
            part => _response!.SpectrumAt(tip.Frame.ToNvFrame(FieldTesla + _sineField * part), ZeroFieldSplittingHz, tip.StrainHz),
            sine.FrequencyHz, sine.PhaseRadians, conditions.TimeSeconds);
    }

    private CwResponse ResponseAt(double watts, double rabiHz)
    {
        if (_response is not null && _operatingPoint == (watts, rabiHz)) return _response;
        _operatingPoint = (watts, rabiHz);
        return _response = new CwResponse(tip.Photophysics, watts, rabiHz);
    }

    private static Vector3 ToSeam(Vector3d vector) => new(vector.X, vector.Y, vector.Z);
}
