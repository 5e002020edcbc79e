using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NvScanner.Physics.Materials;

/// <summary>Materials by name. The table that ships is <see cref="Default"/>; its file, materials.json, is the place to correct a value.</summary>
public sealed class MaterialTable
{
    private const string EmbeddedName = "NvScanner.Physics.Materials.materials.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<MaterialTable> Shipped = new(() =>
    {
        using var stream = typeof(MaterialTable).Assembly.GetManifestResourceStream(EmbeddedName)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), "materials.json");
    });

    private readonly Dictionary<string, Material> _byName;

    private MaterialTable(IReadOnlyList<Material> materials, Dictionary<string, Material> byName) => (All, _byName) = (materials, byName);

    /// <summary>The paper's Table 1, the elements of its Fig. 3c and the ferromagnets that are warned of.</summary>
    public static MaterialTable Default => Shipped.Value;

    /// <summary>All materials in the order of their file.</summary>
    public IReadOnlyList<Material> All { get; }

    /// <summary>The material of a name or alias, without regard to case; throws KeyNotFoundException that lists the nearest names.</summary>
    public Material this[string name] => _byName.TryGetValue(name, out var material) ? material : throw Unknown(name);

    /// <summary>
    /// Reads a table from the text of a JSON file, named for messages. Throws FormatException that names file, material and field when the
    /// text is no such table or a material is impossible.
    /// </summary>
    public static MaterialTable Parse(string json, string fileName)
    {
        MaterialFile? file;
        try
        {
            file = JsonSerializer.Deserialize<MaterialFile>(json, Options);
        }
        catch (JsonException error)
        {
            throw new FormatException($"{fileName}, line {error.LineNumber + 1}, {error.Path}: {error.Message}", error);
        }
        if (file is not { Materials: { Count: > 0 } materials }) throw new FormatException($"{fileName}: holds no materials.");
        var byName = new Dictionary<string, Material>(StringComparer.OrdinalIgnoreCase);
        foreach (var material in materials)
        {
            if (Impossible(material) is { } cause) throw new FormatException($"{fileName}, material '{material.Name}', {cause}");
            foreach (var name in material.Aliases.Prepend(material.Name))
            {
                if (!byName.TryAdd(name, material))
                    throw new FormatException($"{fileName}, material '{material.Name}', name: '{name}' already names '{byName[name].Name}'.");
            }
        }
        return new MaterialTable(materials, byName);
    }

    private static string? Impossible(Material material)
    {
        if (!(material.MolarVolume > 0)) return Say($"molarVolume: {material.MolarVolume} m³/mol; a mole fills a positive volume.");
        if (material.Order == MagneticOrder.Ferromagnetic && (material.MolarSusceptibility is not null || material.Lithiation.Count > 0))
            return "molarSusceptibility: a ferromagnet has none; state its saturationMagnetization.";
        if (material is { Order: not MagneticOrder.Ferromagnetic, MolarSusceptibility: { } chi } && chi < 0 != (material.Order == MagneticOrder.Diamagnetic))
            return Say($"molarSusceptibility: {chi} m³/mol is not that of a material that is {material.Order.ToString().ToLowerInvariant()}.");
        foreach (var molar in material.Lithiation.Select(point => point.MolarSusceptibility).Append(material.MolarSusceptibility ?? 0))
        {
            if (molar / material.MolarVolume < -1) return Say($"molarSusceptibility: {molar} m³/mol is {molar / material.MolarVolume:G3} by volume; nothing is below -1, a perfect diamagnet.");
        }
        for (var i = 0; i < material.Lithiation.Count; i++)
        {
            var x = material.Lithiation[i].X;
            if (!(x is >= 0 and <= 1)) return Say($"lithiation: x = {x} lies outside 0 to 1.");
            if (i > 0 && x <= material.Lithiation[i - 1].X) return Say($"lithiation: x = {x} does not ascend.");
        }
        if (material.Lithiation.Count == 1) return "lithiation: one point is no dependence; give two or none.";
        foreach (var (field, value) in new[] { ("electronicConductivity", material.ElectronicConductivity), ("ionicConductivity", material.IonicConductivity), ("saturationMagnetization", material.SaturationMagnetization) })
        {
            if (value is { } number && !(number >= 0)) return Say($"{field}: {number} is negative.");
        }
        return null;
    }

    private KeyNotFoundException Unknown(string name)
    {
        var near = _byName.Keys.OrderByDescending(known => Likeness(name, known)).ThenBy(known => known, StringComparer.Ordinal).Take(3);
        return new KeyNotFoundException($"There is no material '{name}'; the nearest names are {string.Join(", ", near.Select(known => $"'{known}'"))}.");
    }

    // share of neighbouring pairs of letters that both have (Dice 1945)
    private static double Likeness(string a, string b)
    {
        var (pairsOfA, pairsOfB) = (Pairs(a), Pairs(b));
        return 2.0 * pairsOfA.Intersect(pairsOfB).Count() / (pairsOfA.Count + pairsOfB.Count);

        static HashSet<string> Pairs(string text) =>
            [.. Enumerable.Range(-1, text.Length + 1).Select(i => $" {text} ".ToLowerInvariant().Substring(i + 1, 2))];
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file as it stands.</summary>
    private sealed record MaterialFile(string Schema, string Units, string Quality, IReadOnlyList<Material> Materials);
}
