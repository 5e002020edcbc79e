using System.Globalization;

namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Conductivities (S/m) and areal charge-transfer resistances (ohm m2) of the phases.</summary>
internal sealed record ConductionModel
{
    /// <summary>Ions in LLZO; about 1e-4 S/cm at room temperature (Murugan, Angew. Chem. 46, 7778 (2007) gives up to 3e-4).</summary>
    public double ElectrolyteSiemensPerMetre { get; init; } = 1e-2;

    /// <summary>Ions along boundaries of LLZO grains, the part that limits sintered pellets.</summary>
    public double GrainBoundarySiemensPerMetre { get; init; } = 2e-3;

    /// <summary>
    /// Ions in the electrolyte between the particles of the positive electrode. In the generated composite it makes the electrode's effective 3e-4 S/cm,
    /// the value for which the gradients of lithium content are known (a parameter of the twin, not a measured one).
    /// </summary>
    public double CatholyteSiemensPerMetre { get; init; } = 0.147;

    /// <summary>Electrons in the conducting additive between the particles.</summary>
    public double AdditiveSiemensPerMetre { get; init; } = 1;

    /// <summary>Electrons in LiCoO2, a semiconductor (Ménétrier, J. Mater. Chem. 9, 1135 (1999): some 1e-4 S/cm).</summary>
    public double LithiatedOxideSiemensPerMetre { get; init; } = 1e-2;

    /// <summary>Electrons in LixCoO2 at x of 0.75 and less, a metal; about 1 S/cm for polycrystals.</summary>
    public double DelithiatedOxideSiemensPerMetre { get; init; } = 100;

    /// <summary>
    /// Electrons in lithium metal, its collector included. The metal's own 1e7 S/m would only make the equations stiff: at this value the drop along
    /// it is already below 1e-4 of the cell's.
    /// </summary>
    public double MetalSiemensPerMetre { get; init; } = 1e4;

    /// <summary>Charge transfer at the particles per area of the electrode (not of their surface), at x = 1/2.</summary>
    public double OxideTransferOhmSquareMetre { get; init; } = 5e-4;

    /// <summary>Charge transfer between lithium and electrolyte per area of that interface: RT/(F i0) of 10 mA/cm2 at 25 °C, as in the electrochemistry.</summary>
    public double LithiumTransferOhmSquareMetre { get; init; } = 2.569e-4;

    /// <summary>Electronic conductivity of LixCoO2: from semiconductor to metal between x = 0.95 and 0.75, geometric in between.</summary>
    public double OxideSiemensPerMetre(double lithiumContent)
    {
        var metallic = Math.Clamp((0.95 - lithiumContent) / 0.2, 0, 1);
        return LithiatedOxideSiemensPerMetre * Math.Pow(DelithiatedOxideSiemensPerMetre / LithiatedOxideSiemensPerMetre, metallic);
    }

    /// <summary>Charge transfer against its value at x = 1/2: the exchange current goes with the root of x (1 - x) (Butler and Volmer; Newman and Thomas-Alyea).</summary>
    public static double RelativeTransferResistance(double lithiumContent)
    {
        var x = Math.Clamp(lithiumContent, 0.005, 0.995);
        return 0.5 / Math.Sqrt(x * (1 - x));
    }

    /// <summary>Throws <see cref="ArgumentException"/> with every value that cannot be.</summary>
    public void ThrowIfImpossible()
    {
        (string Name, double Value)[] values =
        [
            ("conductivity of the electrolyte", ElectrolyteSiemensPerMetre), ("conductivity of grain boundaries", GrainBoundarySiemensPerMetre),
            ("conductivity of the catholyte", CatholyteSiemensPerMetre), ("conductivity of the additive", AdditiveSiemensPerMetre),
            ("conductivity of LiCoO2", LithiatedOxideSiemensPerMetre), ("conductivity of delithiated LixCoO2", DelithiatedOxideSiemensPerMetre),
            ("conductivity of the metal", MetalSiemensPerMetre), ("charge transfer at the particles", OxideTransferOhmSquareMetre),
            ("charge transfer at the lithium", LithiumTransferOhmSquareMetre),
        ];
        var wrong = values.Where(value => !(value.Value > 0 && double.IsFinite(value.Value)))
            .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Name} is {value.Value}"))
            .ToArray();
        if (wrong.Length > 0) throw new ArgumentException($"{string.Join("; ", wrong)}: a current flows only where conductivity and resistance are positive and finite");
    }
}
