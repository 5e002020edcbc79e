using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>A potentiostat on a capacitor behind a resistor, without noise: V = E + Q / C + I R. Knows the charge that really flowed.</summary>
internal sealed class FakeCell(FakeBench bench) : FakeInstrument(bench, InstrumentRoles.Potentiostat), IPotentiostat, IAcModulator
{
    public const double Volts = 3.5, Farads = 10, Ohms = 20;

    private readonly List<CellDrive> _applied = [];
    private CellLimits? _compliance;
    private CellDrive _drive = new CellDrive.Rest();
    private double _coulombs;
    private double _at;
    private double _sineFrom;

    public CellLimits Limits { get; } = new(new(new Voltage(-10), new Voltage(10)), new(new Current(-0.1), new Current(0.1)));

    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(5);

    public QuantityRange<Frequency> ModulationFrequencies { get; } = new(new Frequency(0.01), new Frequency(10e3));

    /// <summary>Every sine that was set, in order.</summary>
    public List<CellModulation> Sines { get; } = [];

    /// <summary>What happens to a reading, by its running number from 0.</summary>
    public Func<int, CellSample, CellSample> Reading { get; init; } = (_, sample) => sample;

    public int Readings { get; private set; }

    /// <summary>Every drive that was applied, in order.</summary>
    public IReadOnlyList<CellDrive> Applied => _applied;

    public bool IsOpen => _drive is CellDrive.Rest;

    /// <summary>Charge that flowed until now.</summary>
    public double Coulombs
    {
        get
        {
            Advance();
            return _coulombs;
        }
    }

    private double Now => Bench.Time.GetTimestamp() / (double)Bench.Time.TimestampFrequency;

    private double Amperes => _drive switch
    {
        CellDrive.ConstantCurrent { Current.Amperes: var amperes } => amperes,
        CellDrive.ConstantVoltage { Voltage.Volts: var volts } => (volts - Volts - _coulombs / Farads) / Ohms,
        _ => 0,
    };

    // the mean of a sine is zero: the charge that it moves to and fro is left out
    private double Sine => Sines is [.., { Amplitude.Amperes: > 0 and var amplitude } last] ? amplitude * Math.Cos(2 * Math.PI * last.Frequency.Hertz * (Now - _sineFrom)) : 0;

    public ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken) => CallAsync("SetCompliance", () => _compliance = compliance, cancellationToken);

    public async ValueTask<CellLimits> ReadComplianceAsync(CancellationToken cancellationToken)
    {
        await CallAsync("ReadCompliance", null, cancellationToken);
        return _compliance ?? Limits;
    }

    public ValueTask ApplyAsync(CellDrive drive, CancellationToken cancellationToken)
    {
        Assert.True(_compliance is not null || drive is CellDrive.Rest, "biased without an envelope");
        return CallAsync($"Apply({drive.GetType().Name})", () => Become(drive), cancellationToken);
    }

    public ValueTask SetModulationAsync(Current amplitude, Frequency frequency, CancellationToken cancellationToken) => CallAsync("Modulate", () =>
    {
        Advance();
        Sines.Add(new CellModulation(amplitude, frequency));
        _sineFrom = Now;
    }, cancellationToken);

    public async ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken)
    {
        await CallAsync("Read", null, cancellationToken);
        Advance();
        var amperes = Amperes + Sine;
        return Reading(Readings++, new CellSample(Now, Volts + _coulombs / Farads + amperes * Ohms, amperes));
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => Become(new CellDrive.Rest(), isSafety: true), deadline);

    private new ValueTask CallAsync(string call, Action? effect, CancellationToken token) => Bench.CallAsync(Id, call, effect, Latency, token);

    private void Become(CellDrive drive, bool isSafety = false)
    {
        Advance();
        _drive = drive;
        Bench.CellDriven = !IsOpen;
        if (!isSafety)
            _applied.Add(drive);
    }

    private void Advance()
    {
        var (elapsed, amperes) = (Now - _at, Amperes);
        const double TimeConstant = Farads * Ohms;
        _coulombs += _drive is CellDrive.ConstantVoltage ? amperes * TimeConstant * -Math.Exp(-elapsed / TimeConstant) + amperes * TimeConstant : amperes * elapsed;
        _at = Now;
    }
}
