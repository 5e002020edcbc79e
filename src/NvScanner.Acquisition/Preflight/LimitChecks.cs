using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Preflight;

/// <summary>Compares a plan's set-points and positions with limits, wherever those come from: the profile alone or the connected instruments.</summary>
internal static class LimitChecks
{
    /// <summary>A set-point outside its range becomes a problem.</summary>
    public static IEnumerable<PlanProblem> Inside<T>(string field, T value, QuantityRange<T>? range, string owner) where T : struct, IQuantity<T>
    {
        if (range is { } limits && !limits.Contains(value))
            yield return new PlanProblem(field, $"{T.QuantityName} {Quantity.Format(value)} is outside {owner}, {limits}");
    }

    /// <summary>Every end of a window outside the range becomes a problem.</summary>
    public static IEnumerable<PlanProblem> Windows(ProtocolPlan protocol, QuantityRange<Frequency>? range, string owner)
    {
        if (range is not { } limits)
            yield break;
        foreach (var window in protocol.Windows)
        {
            if (!limits.Contains(new Frequency(window.FromHz)) || !limits.Contains(new Frequency(window.ToHz)))
            {
                yield return new PlanProblem("protocol.frequencies",
                    $"the window {new Frequency(window.FromHz)} to {new Frequency(window.ToHz)} is outside {owner}, {limits}");
            }
        }
    }

    /// <summary>A field of view or a reference position outside the travel becomes a problem.</summary>
    public static IEnumerable<PlanProblem> Travel(ScanPlan plan, QuantityRange<Length>? x, QuantityRange<Length>? y, string owner)
    {
        var outside = plan.Scan.Corners().Where(corner => !Contains(x, corner.X) || !Contains(y, corner.Y)).ToArray();
        if (outside.Length > 0)
            yield return new PlanProblem("scan.size", $"the field of view's corner {Describe(outside[0])} is outside {owner}, {Describe(x, y)}; move scan.origin or shrink scan.size");
        if (plan.Reference is { Mode: ReferenceMode.Position } reference && !(Contains(x, reference.X) && Contains(y, reference.Y)))
            yield return new PlanProblem("reference.at", $"the reference position {Describe(new Vector3(reference.X, reference.Y, 0))} is outside {owner}, {Describe(x, y)}");
    }

    /// <summary>A height out of reach becomes a problem; contact needs no reach.</summary>
    public static IEnumerable<PlanProblem> Lift(HeightPlan height, QuantityRange<Length>? range, string owner) =>
        height.Mode == HeightMode.Contact ? [] : Inside("scan.height.distance", height.Distance, range, owner);

    /// <summary>Limits of the cell that a potentiostat cannot take over as its compliance become problems.</summary>
    public static IEnumerable<PlanProblem> Cell(CellLimits limits, QuantityRange<Voltage>? voltage, QuantityRange<Current>? current, string owner) =>
    [
        .. Inside("limits.cell.voltage", limits.Voltage.Minimum, voltage, owner), .. Inside("limits.cell.voltage", limits.Voltage.Maximum, voltage, owner),
        .. Inside("limits.cell.current", limits.Current.Minimum, current, owner), .. Inside("limits.cell.current", limits.Current.Maximum, current, owner),
    ];

    /// <summary>The range that a profile writes for an instrument; null when it leaves it to the driver.</summary>
    public static QuantityRange<T>? OfProfile<T>(RigProfile profile, string role, string limit) where T : struct, IQuantity<T> =>
        profile.Find(role) is { } spec && spec.Limits.TryGetValue(limit, out var text)
            ? new QuantityRange<T>(Quantity.Parse<T>(text.Minimum), Quantity.Parse<T>(text.Maximum))
            : null;

    /// <summary>Limits of the cell that a rig has no instrument to watch, one sentence each.</summary>
    public static IEnumerable<string> Unwatched(LimitsPlan limits, Func<string, bool> hasRole)
    {
        if (limits.Cell is not null && !hasRole(InstrumentRoles.Potentiostat))
            yield return $"limits.cell is not watched: the rig has no instrument in the role '{InstrumentRoles.Potentiostat}'";
        if (limits.CellTemperature is not null && !hasRole(InstrumentRoles.Temperature))
            yield return $"limits.cell.temperature is not watched: the rig has no instrument in the role '{InstrumentRoles.Temperature}'";
    }

    private static bool Contains(QuantityRange<Length>? range, double metres) => range is not { } limits || limits.Contains(new Length(metres));

    private static string Describe(Vector3 point) => $"[{new Length(point.X)}, {new Length(point.Y)}]";

    private static string Describe(QuantityRange<Length>? x, QuantityRange<Length>? y) =>
        string.Join(" and ", new[] { ("x", x), ("y", y) }.Where(axis => axis.Item2 is not null).Select(axis => $"{axis.Item1} {axis.Item2}"));
}
