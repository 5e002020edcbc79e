using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>One thing done to a cell for some seconds: a drive within limits, with a modulation or none.</summary>
internal sealed record Segment(CellDrive Drive, CellLimits Limits, double AmplitudeAmperes, double FrequencyHz, double Seconds);

/// <summary>Segments one after the other.</summary>
internal sealed record Programme(Segment[] Segments)
{
    private static readonly double[] Fractions = [0, 1e-4, 0.27, 0.5, 1];

    /// <summary>Drives a cell through it and calls at some times of each segment, its end included.</summary>
    public void Run(CellElectrochemistry cell, Action<double, Segment> read) => Run(cell, [], (t, segment, _) => read(t, segment));

    /// <summary>The same, and also at extra fractions of each segment; the call is told which times are extra. Returns the time of the end.</summary>
    public double Run(CellElectrochemistry cell, double[] extraFractions, Action<double, Segment, bool> read)
    {
        var fractions = Fractions.Select(f => (At: f, IsExtra: false)).Concat(extraFractions.Select(f => (At: f, IsExtra: true))).OrderBy(f => f.At).ToArray();
        var time = 0.0;
        foreach (var segment in Segments)
        {
            cell.Apply(segment.Drive, segment.Limits, time);
            cell.Modulate(segment.AmplitudeAmperes, segment.FrequencyHz, time);
            foreach (var (fraction, isExtra) in fractions) read(time + fraction * segment.Seconds, segment, isExtra);
            time += segment.Seconds;
        }
        return time;
    }

    public override string ToString() => string.Join(" | ", Segments.Select(s => s.ToString()));
}

/// <summary>Random programmes: charging, discharging, holding and resting, hours and milliseconds, gentle and far beyond what a cell bears.</summary>
internal static class Programmes
{
    private static readonly Gen<double> Unit = Gen.Choose(0, 100_000).Select(n => n / 100_000.0);

    private static readonly Gen<CellDrive> Drive = Gen.OneOf(
        Gen.Constant(SomeCell.Rest),
        Unit.Select(u => SomeCell.Current((2 * u - 1) * 30e-3)),
        Unit.Select(u => SomeCell.Current((2 * u - 1) * 2e-3)),
        Unit.Select(u => SomeCell.Voltage(2.5 + 2 * u)));

    private static readonly Gen<CellLimits> Limits = Gen.Elements(SomeCell.Limits, SomeCell.WideLimits, SomeCell.Within(3.5, 4.1, 1e-3));

    private static readonly Gen<CellDrive> ViolentDrive = Gen.OneOf(
        Gen.Constant(SomeCell.Rest),
        Unit.Select(u => SomeCell.Current((2 * u - 1) * 30e-3)),
        Unit.Select(u => SomeCell.Voltage((2 * u - 1) * 10)));

    private static Gen<Segment> SegmentOf(Gen<CellDrive> drives) =>
        from drive in drives
        from limits in Limits
        from amplitude in Gen.Elements(0.0, 0.0, 1e-4, 5e-3)
        from decade in Unit
        from seconds in Unit
        select new Segment(drive, limits, amplitude, Math.Pow(10, 8 * decade - 3), Math.Pow(10, 7 * seconds - 4));

    public static Arbitrary<Programme> Arbitrary { get; } = Of(SegmentOf(Drive)).ToArbitrary();

    /// <summary>30 mA and 10 V either way, and rests, in any order.</summary>
    public static Gen<Programme> Violent { get; } = Of(SegmentOf(ViolentDrive));

    private static Gen<Programme> Of(Gen<Segment> segment) =>
        from count in Gen.Choose(1, 5)
        from segments in Gen.ArrayOf(segment, count)
        select new Programme(segments);
}
