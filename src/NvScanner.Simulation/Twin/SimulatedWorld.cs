using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Physics;
using NvScanner.Physics.Odmr;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// The one world that the simulated drivers of a rig act on and measure: sample, NV, emitters and their noise. Counts follow from the field at the
/// NV's actual position through levels, power model and shot noise. Thread safe.
/// </summary>
internal sealed class SimulatedWorld
{
    private const double ReferenceKelvin = 298;
    private const double RetractedMetres = 20e-6;

    private readonly Lock _gate = new();
    private readonly MicrowaveOutput _microwave = new();
    private readonly ISample _sample;
    private readonly SimulatedTip _tip;
    private readonly double _zeroFieldSplittingHz;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private MeasurementKey _key;
    private CounterRandom _photons;
    private CounterRandom _positions;
    private CounterRandom _positionReadbacks;
    private CounterRandom _topographies;
    private CounterRandom _readings;

    private double _x, _y, _feedbackError;
    private HeightPlan _height = HeightPlan.Contact;
    private bool _retracted = true;
    private double _approachHeight;
    private Vector3d _bias;
    private double _current;
    private double _laserWatts;
    private double _rabiHz;
    private bool _signalIsStale = true;
    private Vector3d _field;
    private OdmrSignal _signal;

    private SimulatedWorld(ISample sample, SimulatedTip tip, double temperatureKelvin, ulong seed, TimeProvider time)
    {
        (_sample, _tip, TemperatureKelvin, _seed, _time) = (sample, tip, temperatureKelvin, seed, time);
        _zeroFieldSplittingHz = tip.ZeroFieldSplittingHz + PhysicalConstants.ZeroFieldSplittingHzPerKelvin * (temperatureKelvin - ReferenceKelvin);
        BeginMeasurement(default);
    }

    /// <summary>Temperature of sample and tip.</summary>
    public double TemperatureKelvin { get; }

    /// <summary>Whether the microwave source holds a list.</summary>
    public bool HasList
    {
        get { lock (_gate) return _microwave.HasList; }
    }

    /// <summary>The world of a rig; throws <see cref="InstrumentException"/> naming every wrong setting.</summary>
    public static SimulatedWorld Create(DriverContext context)
    {
        var profile = context.Profile;
        var id = new InstrumentId("simulation", profile.Name);
        var spec = profile.Simulation
            ?? throw new InstrumentException(id, "simulated drivers need a 'simulation' section in the profile that names the sample");
        var sample = SampleCatalogue.Find(spec.Sample)
            ?? throw new InstrumentException(id, $"there is no simulated sample '{spec.Sample}'; choose one of {string.Join(", ", SampleCatalogue.Names)}");
        var settings = new WorldSettings(spec);
        var calibrated = profile.Tip;
        var tip = new SimulatedTip
        {
            Frame = NvFrame.FromDegrees(
                settings.Get("axis-theta", calibrated.AxisTheta).Degrees, settings.Get("axis-phi", calibrated.AxisPhi).Degrees),
            ZeroFieldSplittingHz = settings.Get("zero-field-splitting", calibrated.ZeroFieldSplitting).Hertz,
            StrainHz = settings.Get("strain", new Frequency(0)).Hertz,
            StandoffAtContactMetres = settings.Get("standoff-at-contact", calibrated.StandoffAtContact).Metres,
            Nitrogen = SimulatedTip.ParseNitrogen(calibrated.Nitrogen, id),
            Optics = new CwPowerModel
            {
                SaturatedPhotonRate = settings.Get("saturated-rate", new PhotonRate(1.49e6)).CountsPerSecond,
                SaturationPowerWatts = settings.Get("saturation-power", new OpticalPower(600e-6)).Watts,
                MaximumContrast = settings.GetFraction("maximum-contrast", 0.2),
                InhomogeneousWidthHz = settings.Get("inhomogeneous-width", new Frequency(0.9e6)).Hertz,
            },
            ScatterPerWatt = settings.Get("scatter-at-1mW", new PhotonRate(10e3)).CountsPerSecond * 1e3,
            DarkRate = settings.Get("dark-rate", new PhotonRate(300)).CountsPerSecond,
            RabiAtZeroDbmHz = settings.Get("rabi-at-0dBm", profile.MicrowaveChain.RabiAtZeroDbm).Hertz,
        };
        var temperature = settings.Get("temperature", new Temperature(ReferenceKelvin)).Kelvin;
        settings.ThrowIfWrong(id);
        return new SimulatedWorld(sample, tip, temperature, spec.Seed, context.Time);
    }

    /// <summary>Starts the random numbers of a measurement; the same key gives the same noise.</summary>
    public void BeginMeasurement(in MeasurementKey key)
    {
        lock (_gate)
        {
            _key = key;
            _photons = Stream(RandomPurpose.Photons);
            _positions = Stream(RandomPurpose.Position);
            _positionReadbacks = Stream(RandomPurpose.PositionReadback);
            _topographies = Stream(RandomPurpose.Topography);
            _readings = Stream(RandomPurpose.Readings);
        }
    }

    /// <summary>Moves the NV in x and y, with a normal deviation from the target (m, one standard deviation) and one of the feedback in z.</summary>
    public void MoveTo(double x, double y, double deviation)
    {
        lock (_gate)
        {
            _x = x + deviation * _positions.NextNormal();
            _y = y + deviation * _positions.NextNormal();
            _feedbackError = deviation * _positions.NextNormal();
            _signalIsStale = true;
        }
    }

    /// <summary>Position of the NV with the noise (m, one standard deviation) of one reading.</summary>
    public Vector3 ReadPosition(double noise)
    {
        lock (_gate)
        {
            var actual = NvPosition();
            return new Vector3(
                actual.X + noise * _positionReadbacks.NextNormal(),
                actual.Y + noise * _positionReadbacks.NextNormal(),
                actual.Z + noise * _positionReadbacks.NextNormal());
        }
    }

    /// <summary>Approaches at the present place, or retracts.</summary>
    public void SetRetracted(bool retracted)
    {
        lock (_gate)
        {
            if (_retracted && !retracted) _approachHeight = _sample.HeightAt(_x, _y);
            _retracted = retracted;
            _signalIsStale = true;
        }
    }

    /// <summary>Whether the tip is clear of the sample.</summary>
    public bool IsRetracted
    {
        get { lock (_gate) return _retracted; }
    }

    public void SetHeight(HeightPlan height)
    {
        lock (_gate) (_height, _signalIsStale) = (height, true);
    }

    /// <summary>Sample height under the tip with the noise (m, one standard deviation) of one reading.</summary>
    public double ReadTopography(double noise)
    {
        lock (_gate) return _sample.HeightAt(_x, _y) + noise * _topographies.NextNormal();
    }

    public Vector3 Bias
    {
        get { lock (_gate) return ToSeam(_bias); }
        set { lock (_gate) (_bias, _signalIsStale) = (new Vector3d(value.X, value.Y, value.Z), true); }
    }

    /// <summary>Current through the sample's conductor, 0 while the source is off.</summary>
    public void SetCurrent(double amperes)
    {
        lock (_gate) (_current, _signalIsStale) = (amperes, true);
    }

    /// <summary>Light on the NV, 0 while there is no emission.</summary>
    public void SetLight(double watts)
    {
        lock (_gate) (_laserWatts, _signalIsStale) = (watts, true);
    }

    /// <summary>Microwave power in dBm, or null while the output is off.</summary>
    public void SetDrive(double? powerDbm)
    {
        lock (_gate) (_rabiHz, _signalIsStale) = (powerDbm is { } dbm ? _tip.RabiHz(dbm) : 0, true);
    }

    /// <summary>A fixed microwave frequency; leaves the list.</summary>
    public void SetFrequency(double frequencyHz)
    {
        lock (_gate) _microwave.SetFrequency(frequencyHz);
    }

    public void LoadList(ReadOnlySpan<double> frequenciesHz)
    {
        lock (_gate) _microwave.Load(frequenciesHz);
    }

    /// <summary>The next trigger selects index 0 of the list.</summary>
    public void ArmList()
    {
        lock (_gate) _microwave.Arm();
    }

    /// <summary>Triggers do nothing from now on.</summary>
    public void DisarmList()
    {
        lock (_gate) _microwave.Disarm();
    }

    /// <summary>Time the microwave source needs after a trigger, in seconds.</summary>
    public void SetStepSettling(double seconds)
    {
        lock (_gate) _microwave.StepSettlingSeconds = seconds;
    }

    /// <summary>The random numbers of one reading of a meter that is read beside the scan: they depend on how often it was read before, not on what the scan measured meanwhile.</summary>
    public CounterRandom MeterNoise(RandomPurpose meter, int reading) => new(_seed, meter, 0, reading, 0);

    /// <summary>A normal deviation with the given standard deviation for one reading of a meter.</summary>
    public double ReadingNoise(double sigma)
    {
        lock (_gate) return sigma == 0 ? 0 : sigma * _readings.NextNormal();
    }

    /// <summary>Photons counted in one gate at the present frequency by a counter with a dead time, both in seconds.</summary>
    public uint Count(double seconds, double deadTime)
    {
        lock (_gate)
        {
            Refresh();
            return Draw(_signal.RateAt(_microwave.FrequencyHz), seconds, deadTime);
        }
    }

    /// <summary>
    /// Fills one bin per trigger: each trigger steps the source's list where it is armed. The source needs its settling time; what the counter does not
    /// leave out of the bin is counted at the previous frequency. All in seconds.
    /// </summary>
    public void CountBins(Span<uint> counts, double dwell, double settling, double deadTime)
    {
        lock (_gate)
        {
            Refresh();
            ref readonly var signal = ref _signal;
            for (var bin = 0; bin < counts.Length; bin++)
            {
                var before = _microwave.FrequencyHz;
                _microwave.Trigger();
                var rate = signal.RateAt(_microwave.FrequencyHz);
                var unsettled = Math.Clamp(_microwave.StepSettlingSeconds - settling, 0, dwell) / dwell;
                if (unsettled > 0 && before != _microwave.FrequencyHz) rate += unsettled * (signal.RateAt(before) - rate);
                counts[bin] = Draw(rate, dwell, deadTime);
            }
        }
    }

    /// <summary>The twin's own values at the NV's actual position.</summary>
    public GroundTruth ReadTruth()
    {
        lock (_gate)
        {
            Refresh();
            return new GroundTruth(
                ToSeam(_field),
                _tip.Frame.OrientedAlong(_bias).Axis.Dot(_field),
                _zeroFieldSplittingHz,
                TemperatureKelvin,
                _sample.LithiumContentAt(_x, _y, Conditions),
                ToSeam(_sample.SheetCurrentAt(_x, _y, Conditions)));
        }
    }

    private SampleConditions Conditions => new(_time.GetTimestamp() / (double)_time.TimestampFrequency, _current, _bias);

    private CounterRandom Stream(RandomPurpose purpose) => new(_seed, purpose, _key.Frame, _key.Pixel, _key.Pass);

    // field and signal at the present place and state, once for all sweeps, gates and truths there
    private void Refresh()
    {
        if (!_signalIsStale) return;
        _field = _bias + _sample.FieldAt(NvPosition(), Conditions);
        _signal = new OdmrSignal(_tip, _zeroFieldSplittingHz, _tip.Frame.ToNvFrame(_field), _laserWatts, _rabiHz);
        _signalIsStale = false;
    }

    // non-paralysable dead time lowers the mean; at some 300 kcps the narrowing of the distribution (1 %) is left out
    private uint Draw(double rate, double seconds, double deadTime) =>
        PoissonSampler.Next(ref _photons, rate / (1 + rate * deadTime) * seconds);

    private Vector3d NvPosition()
    {
        var surface = _sample.HeightAt(_x, _y);
        var contact = surface + _tip.StandoffAtContactMetres;
        var z = _retracted ? contact + RetractedMetres : _height.Mode switch
        {
            HeightMode.Contact => contact + _feedbackError,
            HeightMode.Lift => contact + _height.Distance.Metres + _feedbackError,
            // feedback off: the tip rides up where the sample is higher than its plane
            _ => Math.Max(contact, _approachHeight + _tip.StandoffAtContactMetres + _height.Distance.Metres),
        };
        return new Vector3d(_x, _y, z);
    }

    private static Vector3 ToSeam(Vector3d vector) => new(vector.X, vector.Y, vector.Z);
}
