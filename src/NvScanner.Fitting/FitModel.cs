using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NvScanner.Fitting;

/// <summary>A named model of an ODMR spectrum: how many lines of which shape and multiplet on a common baseline.</summary>
public sealed class FitModel
{
    /// <summary>The largest number of lines of a Lorentzian, Gaussian or derivative model: four axes with two transitions each.</summary>
    public const int MaximumLines = 8;

    private static readonly (string Prefix, LineShape Shape, Hyperfine Multiplet, int Lines)[] Families =
    [
        ("lorentzian-derivative", LineShape.LorentzianDerivative, Hyperfine.None, MaximumLines),
        ("lorentzian", LineShape.Lorentzian, Hyperfine.None, MaximumLines),
        ("gaussian", LineShape.Gaussian, Hyperfine.None, MaximumLines),
        ("voigt", LineShape.Voigt, Hyperfine.None, 2),
        ("n14-triplet", LineShape.Lorentzian, Hyperfine.Nitrogen14, 2),
        ("n15-doublet", LineShape.Lorentzian, Hyperfine.Nitrogen15, 2),
    ];

    private static readonly Dictionary<string, FitModel> ByName = BuildAll();

    private FitModel(string name, LineShape shape, Hyperfine multiplet, int lines)
    {
        Name = name;
        Shape = shape;
        Multiplet = multiplet;
        Lines = lines;
    }

    /// <summary>The model and the number of lines are chosen per spectrum by the corrected Akaike criterion.</summary>
    public static FitModel Auto { get; } = new("auto", LineShape.Lorentzian, Hyperfine.None, 0);

    /// <summary>Every named model, without `auto`.</summary>
    public static IReadOnlyCollection<FitModel> All => ByName.Values;

    /// <summary>The name in plans, on the command line and in files, for example `n14-triplet2`.</summary>
    public string Name { get; }

    /// <summary>The profile of one component.</summary>
    public LineShape Shape { get; }

    /// <summary>The hyperfine multiplet of each line.</summary>
    public Hyperfine Multiplet { get; }

    /// <summary>The number of lines (transitions); 0 for `auto`.</summary>
    public int Lines { get; }

    /// <summary>True for <see cref="Auto"/>.</summary>
    public bool IsAuto => Lines == 0;

    /// <summary>The model of a shape, multiplet and number of lines; <see cref="ArgumentException"/> where no such model has a name.</summary>
    public static FitModel Of(LineShape shape, Hyperfine multiplet, int lines)
    {
        foreach (FitModel model in ByName.Values)
            if (model.Shape == shape && model.Multiplet == multiplet && model.Lines == lines)
                return model;
        throw new ArgumentException($"There is no model of {lines} {shape} lines with {multiplet} hyperfine structure.");
    }

    /// <summary>Reads a model's name; `error` says what is allowed when it is unknown.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out FitModel? model, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (name == Auto.Name)
            model = Auto;
        else if (!ByName.TryGetValue(name, out model))
            error = $"Unknown fit model '{name}'. Allowed: auto, lorentzian1..8, gaussian1..8, voigt1, voigt2, n14-triplet1, "
                + "n14-triplet2, n15-doublet1, n15-doublet2, lorentzian-derivative1..8.";
        return model is not null;
    }

    /// <summary>Reads a model's name; <see cref="FormatException"/> says what is allowed when it is unknown.</summary>
    public static FitModel Parse(string name) =>
        TryParse(name, out FitModel? model, out string? error) ? model : throw new FormatException(error);

    /// <summary>The model's name.</summary>
    public override string ToString() => Name;

    private static Dictionary<string, FitModel> BuildAll()
    {
        Dictionary<string, FitModel> models = new(StringComparer.Ordinal);
        foreach (var (prefix, shape, multiplet, maximum) in Families)
            for (int lines = 1; lines <= maximum; lines++)
            {
                string name = prefix + lines.ToString(CultureInfo.InvariantCulture);
                models.Add(name, new FitModel(name, shape, multiplet, lines));
            }
        return models;
    }
}
