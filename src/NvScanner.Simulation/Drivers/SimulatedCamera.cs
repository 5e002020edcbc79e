using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Physics;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Drivers;

/// <summary>A camera over the sample under a lamp from the left: relief as light and shade, LixCoO2 darker the less lithium it holds, the laser's spot, shot and read noise.</summary>
internal sealed class SimulatedCamera : SimulatedInstrument, ISampleCamera, IMeasurementKeySink
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("10 ms"),
        new("columns", OptionKind.Integer, "64", "Columns of a frame."),
        new("rows", OptionKind.Integer, "64", "Rows of a frame."),
        new("bits", OptionKind.Integer, "8", "Significant bits of a pixel, 8 to 16."),
        new("pixel-pitch", OptionKind.Length, "100 nm", "Edge of a pixel in the sample's plane."),
        new("centre-x", OptionKind.Length, "2 um", "Centre of the field of view."),
        new("centre-y", OptionKind.Length, "2 um", "Centre of the field of view."),
        new("lamp", OptionKind.PhotonRate, "1 Mcps", "Photoelectrons per second and pixel of a flat bright sample."),
        new("full-well", OptionKind.Integer, "20000", "Photoelectrons at full scale."),
        new("read-noise", OptionKind.Number, "8", "Standard deviation of a pixel in photoelectrons."),
    ];

    private const double SpotMetres = 300e-9;
    private const double SpotElectronsPerWattSecond = 1e11;

    private readonly double _centreX;
    private readonly double _centreY;
    private readonly double _lamp;
    private readonly double _fullWell;
    private readonly double _readNoise;
    private MeasurementKey _key;
    private int _frames;
    private TimeSpan _exposure = TimeSpan.FromMilliseconds(10);

    public SimulatedCamera(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        Size = (spec.GetInteger("columns"), spec.GetInteger("rows"));
        Bits = spec.GetInteger("bits");
        PixelPitch = spec.Get<Length>("pixel-pitch");
        (_centreX, _centreY) = (spec.Get<Length>("centre-x").Metres, spec.Get<Length>("centre-y").Metres);
        (_lamp, _fullWell, _readNoise) = (spec.Get<PhotonRate>("lamp").CountsPerSecond, spec.GetInteger("full-well"), spec.GetNumber("read-noise"));
        if (Size.Columns is < 1 or > 4096 || Size.Rows is < 1 or > 4096) throw new InstrumentException(Id, "a frame has 1 to 4096 columns and rows");
        if (Bits is < 8 or > 16) throw new InstrumentException(Id, "a pixel has 8 to 16 bits");
        if (!(PixelPitch.Metres > 0 && _fullWell > 0)) throw new InstrumentException(Id, "pixel-pitch and full-well must be positive");
    }

    public (int Columns, int Rows) Size { get; }

    public int Bits { get; }

    public Length PixelPitch { get; }

    protected override string Model => "camera";

    /// <summary>Frames of one measurement are numbered from 0.</summary>
    public void BeginMeasurement(in MeasurementKey key) => (_key, _frames) = (key, 0);

    public async ValueTask SetExposureAsync(TimeSpan exposure, CancellationToken cancellationToken)
    {
        RequireWithin(new Duration(exposure.TotalSeconds), new QuantityRange<Duration>(new(1e-5), new(10)));
        await ExchangeAsync(cancellationToken);
        _exposure = exposure;
    }

    public async ValueTask CaptureAsync(Memory<ushort> pixels, CancellationToken cancellationToken)
    {
        if (pixels.Length != Size.Columns * Size.Rows) throw new ArgumentException($"{Id}: a frame has {Size.Columns * Size.Rows} pixels, but there is room for {pixels.Length}", nameof(pixels));
        await ExchangeAsync(_exposure, cancellationToken);
        lock (World.Gate) Expose(pixels.Span);
    }

    private void Expose(Span<ushort> pixels)
    {
        var random = new CounterRandom(World.Seed, RandomPurpose.Camera, _key.Frame, _key.Pixel, (_key.Pass << 16) + _frames++);
        var now = Now;
        var conditions = new SampleConditions(now, World.Conductor.Amperes, World.Bias.Set);
        var spot = World.Scanner.ActualAt(now);
        var spotElectrons = SpotElectronsPerWattSecond * World.Light.WattsAt(now) * _exposure.TotalSeconds;
        var fullScale = (1 << Bits) - 1;
        for (var row = 0; row < Size.Rows; row++)
            for (var column = 0; column < Size.Columns; column++)
            {
                var x = _centreX + (column + 0.5 - 0.5 * Size.Columns) * PixelPitch.Metres;
                var y = _centreY + (row + 0.5 - 0.5 * Size.Rows) * PixelPitch.Metres;
                var distance = double.Hypot(x - spot.X, y - spot.Y) / SpotMetres;
                var electrons = _lamp * _exposure.TotalSeconds * Brightness(x, y, conditions) + spotElectrons * Math.Exp(-distance * distance);
                var seen = PoissonSampler.Next(ref random, electrons) + _readNoise * random.NextNormal();
                pixels[row * Size.Columns + column] = (ushort)Math.Clamp(Math.Round(seen / _fullWell * fullScale), 0, fullScale);
            }
    }

    // slopes that face the lamp at -x are brighter; LixCoO2 is grey and darkens as it loses lithium
    private double Brightness(double x, double y, in SampleConditions conditions)
    {
        var slope = (World.Sample.HeightAt(x + 0.5 * PixelPitch.Metres, y) - World.Sample.HeightAt(x - 0.5 * PixelPitch.Metres, y)) / PixelPitch.Metres;
        var lithium = World.Sample.LithiumContentAt(x, y, conditions);
        var reflectivity = double.IsNaN(lithium) ? 0.6 : 0.1 + 0.3 * lithium;
        return reflectivity * Math.Clamp(1 + slope, 0.2, 1.8);
    }
}
