namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// The smooth field of what lies around a map, in phase with its signal: leads as straight filaments and the bulk of the cell as blocks of
/// uniform density, all at one ampere of cell current. It closes the path of the current that <see cref="CurrentFieldSolver"/> sees.
/// </summary>
/// <remarks>A cross-section 1 mm deep at 23.5 mA/cm² adds 148 nT, a lead of 23.5 mA at 1 cm 470 nT that falls by 0.19 nT over 4 µm.</remarks>
public sealed class LeadField
{
    private readonly StraightSegment[] _segments;
    private readonly CurrentPrism[] _bulk;

    /// <summary>
    /// Leads as the corners of their paths (m, in the direction of positive cell current), and blocks with densities in A/m² per ampere of
    /// cell current. A path of fewer than two different corners throws ArgumentException.
    /// </summary>
    public LeadField(IEnumerable<IReadOnlyList<Vector3d>> pathsMetres, IEnumerable<CurrentPrism>? bulkPerAmpere = null)
    {
        _segments = [.. pathsMetres.SelectMany(SegmentsOf)];
        _bulk = [.. bulkPerAmpere ?? []];
    }

    /// <summary>Field in T per ampere of cell current at a point in m off the leads.</summary>
    public Vector3d PerAmpereAt(Vector3d positionMetres)
    {
        var field = Vector3d.Zero;
        foreach (var segment in _segments) field += segment.FieldAt(positionMetres);
        foreach (var block in _bulk) field += block.FieldAt(positionMetres);
        return field;
    }

    private static IEnumerable<StraightSegment> SegmentsOf(IReadOnlyList<Vector3d> path)
    {
        if (path.Count < 2) throw new ArgumentException($"A lead runs from one point to another; this path has {path.Count}.");
        for (var i = 1; i < path.Count; i++)
        {
            if (path[i] == path[i - 1]) throw new ArgumentException($"The corners {i - 1} and {i} of a lead are the same point, {path[i]}.");
            yield return new StraightSegment(path[i - 1], path[i], 1);
        }
    }
}
