using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Noise;

namespace NvScanner.Acquisition.Tests.Fakes;

internal abstract class FakeInstrument(FakeBench bench, string role) : IInstrument
{
    protected FakeBench Bench => bench;

    public InstrumentId Id { get; } = new(role, "fake." + role);

    public ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken) => new(new InstrumentIdentity("Fake", role, "1", "1"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected ValueTask CallAsync(string call, Action? effect, CancellationToken token) => bench.CallAsync(Id, call, effect, token);
}

internal sealed class FakeStage(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Stage), IPositioner
{
    private int _moves;

    public PositionerLimits Limits { get; } = new(new Vector3(-50e-6, -50e-6, 0), new Vector3(50e-6, 50e-6, 0), ToleranceMetres: bench.StageToleranceMetres);

    public ValueTask<Vector3> MoveToAsync(Vector3 target, CancellationToken cancellationToken)
    {
        if (!Bench.Records && Bench.Script is null && Bench.Latency == TimeSpan.Zero)
        {
            Bench.Position = target;
            return new ValueTask<Vector3>(target);
        }

        return MoveSlowlyAsync(target, cancellationToken);
    }

    public ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken) => new(Bench.Position);

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Vector3> MoveSlowlyAsync(Vector3 target, CancellationToken token)
    {
        await CallAsync($"MoveTo({Math.Round(target.X * 1e9)},{Math.Round(target.Y * 1e9)})", () => Bench.Position = target with { X = target.X + Bench.MissesByMetres(++_moves) }, token);
        return Bench.Position with { X = Bench.Position.X + 1e-9 };
    }
}

internal sealed class FakeProbe(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Probe), IProbe
{
    public QuantityRange<Length> LiftRange { get; init; } = new(default, new Length(2e-6));

    public ValueTask ApproachAsync(CancellationToken cancellationToken) => CallAsync("Approach", () => Bench.TipRetracted = false, cancellationToken);

    public ValueTask RetractAsync(CancellationToken cancellationToken) => CallAsync("Retract", () => Bench.TipRetracted = true, cancellationToken);

    public ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken) => CallAsync($"SetHeight({height.Mode})", null, cancellationToken);

    public ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken) => new(12e-9);

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => Bench.TipRetracted = true, deadline);
}

internal class FakeMicrowave(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Microwave), IMicrowaveSource
{
    public MicrowaveLimits Limits { get; init; } = new(
        new QuantityRange<Frequency>(new Frequency(1e9), new Frequency(4e9)), new QuantityRange<RfPower>(new RfPower(-60), new RfPower(10)));

    public ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        Bench.FrequencyHz = frequency.Hertz;
        return CallAsync("SetFrequency", null, cancellationToken);
    }

    public ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken) => CallAsync($"SetPower({power})", null, cancellationToken);

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) => CallAsync($"SetOutput({on})", () => Bench.MicrowaveOn = on, cancellationToken);

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => Bench.MicrowaveOn = false, deadline);
}

internal sealed class FakeListMicrowave(FakeBench bench) : FakeMicrowave(bench), IFrequencySweeper
{
    public int MaximumListLength { get; init; } = 4096;

    public TimeSpan StepSettling { get; init; } = TimeSpan.Zero;

    public ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken) => CallAsync($"LoadList({frequenciesHz.Length})", null, cancellationToken);

    public ValueTask ArmAsync(CancellationToken cancellationToken) => CallAsync("ArmList", null, cancellationToken);
}

/// <summary>Counts photons of two Lorentzian dips at the bench's field; noise keyed by the measurement.</summary>
internal class FakeCounter(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Counter), IPhotonCounter, IMeasurementKeySink
{
    private const double ZeroFieldSplittingHz = 2.87e9, GammaHzPerTesla = 28_024_951_400.0, LinewidthHz = 6e6;
    private CounterRandom _random;

    public List<MeasurementKey> Keys { get; } = [];

    public void BeginMeasurement(in MeasurementKey key)
    {
        if (Bench.Records)
            Keys.Add(key);
        _random = new CounterRandom(7, RandomPurpose.Photons, key.Frame, key.Pixel, key.Pass);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        await CallAsync("Count", null, cancellationToken);
        return Draw(Bench.FrequencyHz, gate.TotalSeconds);
    }

    protected uint Draw(double frequencyHz, double seconds)
    {
        var shift = GammaHzPerTesla * Bench.ParallelTesla(Bench.TipRetracted ? new Vector3(0, 0, 1) : Bench.Position);
        var signal = 1 - Bench.Contrast * (Dip(frequencyHz - ZeroFieldSplittingHz + shift) + Dip(frequencyHz - ZeroFieldSplittingHz - shift));
        var mean = Bench.LaserOn ? Bench.PhotonRate * seconds * (Bench.MicrowaveOn ? signal : 1) : 0;
        return PoissonSampler.Next(ref _random, mean);
    }

    private static double Dip(double distanceHz) => 1 / (1 + 4 * distanceHz * distanceHz / (LinewidthHz * LinewidthHz));
}

internal sealed class FakeBinCounter(FakeBench bench, double[] frequenciesHz) : FakeCounter(bench), ITriggeredCounter
{
    private double _seconds;
    private uint[]? _fixedCounts;
    private int _sweeps;

    public int MaximumBins { get; init; } = 4096;

    /// <summary>Returns the same spectrum again and again, at no cost.</summary>
    public void Freeze(TimeSpan dwell)
    {
        (Bench.LaserOn, Bench.MicrowaveOn, Bench.TipRetracted) = (true, true, false);
        BeginMeasurement(new MeasurementKey(0, 0, 0));
        _fixedCounts = frequenciesHz.Select(frequency => Draw(frequency, dwell.TotalSeconds)).ToArray();
        (Bench.LaserOn, Bench.MicrowaveOn, Bench.TipRetracted) = (false, false, true);
    }

    public ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken)
    {
        _seconds = dwell.TotalSeconds;
        return CallAsync($"Arm({bins})", null, cancellationToken);
    }

    public ValueTask ReadBinsAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        if (_fixedCounts is null)
            return ReadSlowlyAsync(counts, cancellationToken);
        _fixedCounts.CopyTo(counts.Span);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ReadSlowlyAsync(Memory<uint> counts, CancellationToken token)
    {
        await CallAsync("ReadBins", null, token);
        for (var bin = 0; bin < counts.Length; bin++)
            counts.Span[bin] = Draw(frequenciesHz[bin], _seconds);
        if (++_sweeps == Bench.SpoiledSweep)
            counts.Span[7] = uint.MaxValue;
    }
}

internal sealed class FakeLaser(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Laser), ILaser
{
    public QuantityRange<OpticalPower> Limits { get; init; } = new(default, new OpticalPower(1e-3));

    public ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken) => CallAsync($"SetPower({power})", null, cancellationToken);

    public ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken) => CallAsync($"SetEmission({on})", () => Bench.LaserOn = on, cancellationToken);

    public ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken) => new(new LaserStatus(Bench.LaserOn, Bench.InterlockClosed, new OpticalPower(Bench.LaserOn ? Bench.LaserWatts : 0)));

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => Bench.LaserOn = false, deadline);
}

internal sealed class FakeCurrentSource(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.CurrentSource), ICurrentSource
{
    public QuantityRange<Current> Limits { get; init; } = new(new Current(-1e-3), new Current(1e-3));

    public ValueTask SetCurrentAsync(Current current, CancellationToken cancellationToken) => CallAsync($"SetCurrent({current})", null, cancellationToken);

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) => CallAsync($"SetOutput({on})", () => Bench.CurrentOn = on, cancellationToken);

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => Bench.CurrentOn = false, deadline);
}

internal sealed class FakeBiasField(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.BiasField), IBiasField
{
    public MagneticField Maximum { get; init; } = new(0.1);

    public ValueTask SetFieldAsync(Vector3 fieldTesla, CancellationToken cancellationToken) => CallAsync("SetField", () => Bench.BiasTesla = fieldTesla, cancellationToken);

    public ValueTask<Vector3> ReadFieldAsync(CancellationToken cancellationToken) => new(Bench.BiasTesla);
}
