using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Tests.Fakes;

internal sealed class FakePotentiostat(FakeBench bench, Func<int, double> voltage) : FakeInstrument(bench, InstrumentRoles.Potentiostat), IPotentiostat
{
    private int _readings;

    public CellLimits Limits { get; } = new(new(new Voltage(-10), new Voltage(10)), new(new Current(-0.1), new Current(0.1)));

    /// <summary>What the device makes of a compliance.</summary>
    public Func<CellLimits, CellLimits> Rounding { get; init; } = compliance => compliance;

    private CellLimits? _compliance;

    public ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken) =>
        CallAsync($"SetCompliance({compliance.Voltage})", () => _compliance = Rounding(compliance), cancellationToken);

    public ValueTask<CellLimits> ReadComplianceAsync(CancellationToken cancellationToken) => new(_compliance ?? Limits);

    public ValueTask ApplyAsync(CellDrive drive, CancellationToken cancellationToken) => CallAsync($"Apply({drive})", null, cancellationToken);

    public ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken) => new(new CellSample(0, voltage(_readings++), 0));

    public ValueTask MakeSafeAsync(CancellationToken deadline) => Bench.MakeSafeAsync(Id, () => { }, deadline);
}
