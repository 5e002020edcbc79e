using NvScanner.Physics.Materials;

namespace NvScanner.Simulation.Cell;

/// <summary>Susceptibilities of a cell's parts by the materials they are made of. A material that has none (a ferromagnet) counts as nothing, of which its warning tells.</summary>
internal sealed class CellMaterials
{
    private static readonly (string Part, string Standard, string[] Roles, string Cause)[] Parts =
    [
        ("anode", "Li", ["element", "alloy", "anode"], "the negative electrode is a metal or takes lithium in where it is cheap"),
        ("cathode", "LixCoO2", ["cathode"], "the positive electrode gives lithium away at a high potential"),
        ("electrolyte", "LLZO", ["electrolyte"], "between the electrodes ions pass and electrons do not"),
    ];

    private readonly Material _cathode;

    private CellMaterials(Material anode, Material cathode, Material electrolyte)
    {
        _cathode = cathode;
        (AnodeSusceptibility, ElectrolyteSusceptibility) = (ConstantOf(anode), ConstantOf(electrolyte));
        LargestCathodeSusceptibility = cathode.Lithiation.Count == 0 ? Math.Abs(ConstantOf(cathode)) : cathode.Lithiation.Max(point => Math.Abs(cathode.VolumeSusceptibilityAt(point.X)));
    }

    /// <summary>Lithium, LixCoO2 and LLZO.</summary>
    public static CellMaterials Standard { get; } = Of(new Dictionary<string, string>());

    /// <summary>SI volume susceptibility of the negative electrode and of the dendrite.</summary>
    public double AnodeSusceptibility { get; }

    /// <summary>SI volume susceptibility of the electrolyte.</summary>
    public double ElectrolyteSusceptibility { get; }

    /// <summary>Largest magnitude of <see cref="CathodeSusceptibility"/>.</summary>
    public double LargestCathodeSusceptibility { get; }

    /// <summary>The materials of the parts that are named, the standard ones of the others; throws ArgumentException with everything that <see cref="Problems"/> finds.</summary>
    public static CellMaterials Of(IReadOnlyDictionary<string, string> names)
    {
        if (Problems(names).ToArray() is { Length: > 0 } problems)
            throw new ArgumentException(string.Join("; ", problems.Select(problem => $"{problem.Part}: {problem.Message}")), nameof(names));
        Material Named(int part) => MaterialTable.Default[names.GetValueOrDefault(Parts[part].Part, Parts[part].Standard)];
        return new CellMaterials(Named(0), Named(1), Named(2));
    }

    /// <summary>Names that are not in the table of materials, and materials that cannot be what they are named for.</summary>
    public static IEnumerable<(string Part, string Message)> Problems(IReadOnlyDictionary<string, string> names)
    {
        foreach (var (part, _, roles, cause) in Parts)
        {
            if (!names.TryGetValue(part, out var name)) continue;
            var (material, unknown) = Find(name);
            if (material is null) yield return (part, unknown!);
            else if (!roles.Contains(material.Role)) yield return (part, $"{material.Name} is no {string.Join(", ", roles)} but {material.Role}: {cause}");
        }
    }

    /// <summary>What speaks against the materials that are named.</summary>
    public static IEnumerable<(string Part, string Message)> Warnings(IReadOnlyDictionary<string, string> names)
    {
        foreach (var (part, name) in names)
        {
            if (Find(name).Material is not { } material) continue;
            var has = material.MolarSusceptibility is not null || material.Lithiation.Count > 0;
            foreach (var warning in material.Warnings()) yield return (part, has ? warning : $"{warning.TrimEnd('.')}. The simulated field leaves it out.");
        }
    }

    /// <summary>SI volume susceptibility of the positive electrode at a lithium content; beyond the measured contents that of the nearest.</summary>
    public double CathodeSusceptibility(double lithiumContent) => _cathode.Lithiation.Count == 0
        ? ConstantOf(_cathode)
        : _cathode.VolumeSusceptibilityAt(Math.Clamp(lithiumContent, _cathode.Lithiation[0].X, _cathode.Lithiation[^1].X));

    private static double ConstantOf(Material material) => material.MolarSusceptibility is null ? 0 : material.VolumeSusceptibility();

    private static (Material? Material, string? Unknown) Find(string name)
    {
        try
        {
            return (MaterialTable.Default[name], null);
        }
        catch (KeyNotFoundException unknown)
        {
            return (null, unknown.Message);
        }
    }
}
