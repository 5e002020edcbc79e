using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// What a Li | solid electrolyte | LixCoO2 cell is made of, per area of its cross-section; SI units (1 ohm cm² = 1e-4 ohm m², 1 mA/cm² = 10 A/m²).
/// The defaults are a cell of 1 cm² with 0.94 mAh/cm² and the properties that the page "The twin's electrochemistry" states.
/// </summary>
internal sealed record CellDesign
{
    /// <summary>Cross-section in m².</summary>
    public double AreaSquareMetres { get; init; } = 1e-4;

    /// <summary>Capacity in Ah/m² between <see cref="LithiumContentEmpty"/> and <see cref="LithiumContentFull"/>; 9.4 is 0.94 mAh/cm².</summary>
    public double CapacityAmpereHoursPerSquareMetre { get; init; } = 9.4;

    /// <summary>x_0, the lithium content where the state of charge is 0.</summary>
    public double LithiumContentEmpty { get; init; } = 1.0;

    /// <summary>x_100, the lithium content where the state of charge is 1.</summary>
    public double LithiumContentFull { get; init; } = 0.5;

    /// <summary>Lithium content of every particle at the start: 0.97, as much as a cathode takes back in a discharge.</summary>
    public double LithiumContentAtStart { get; init; } = 0.97;

    /// <summary>Thickness of the positive electrode in m, along which the ionic current falls.</summary>
    public double CathodeThicknessMetres { get; init; } = 27e-6;

    /// <summary>Effective ionic conductivity sigma_eff of the positive electrode in S/m; 0.03 is 3e-4 S/cm.</summary>
    public double CathodeConductivitySiemensPerMetre { get; init; } = 0.03;

    /// <summary>R_ct in ohm m² of all particles together at x = 1/2 and small currents; 5e-4 is 5 ohm cm².</summary>
    public double ChargeTransferResistanceOhmSquareMetres { get; init; } = 5e-4;

    /// <summary>C_dl in F/m²; 0.2 is 20 uF/cm².</summary>
    public double DoubleLayerFaradsPerSquareMetre { get; init; } = 0.2;

    /// <summary>R_D in ohm m² of the diffusion within the particles at zero frequency.</summary>
    public double DiffusionResistanceOhmSquareMetres { get; init; } = 3e-4;

    /// <summary>Time of diffusion in s, radius squared over diffusion coefficient.</summary>
    public double DiffusionSeconds { get; init; } = 50;

    /// <summary>Resistance in series in ohm m²: the electrolyte between the electrodes and the contacts.</summary>
    public double SeriesResistanceOhmSquareMetres { get; init; } = 5e-4;

    /// <summary>Exchange current density of the lithium electrode in A/m².</summary>
    public double LithiumExchangeAmperesPerSquareMetre { get; init; } = 100;

    /// <summary>Temperature at which the electrodes react, in K.</summary>
    public double TemperatureKelvin { get; init; } = 298.15;

    /// <summary>Heat capacity of the cell in J/K.</summary>
    public double HeatCapacityJoulesPerKelvin { get; init; } = 0.5;

    /// <summary>Thermal resistance between the cell and its holder in K/W.</summary>
    public double ThermalResistanceKelvinPerWatt { get; init; } = 20;

    /// <summary>Thickness of the electrolyte in m that a dendrite must cross.</summary>
    public double ElectrolyteThicknessMetres { get; init; } = 20e-6;

    /// <summary>Current density in A/m² above which a dendrite takes part of the plating current; 10 is 1 mA/cm².</summary>
    public double CriticalAmperesPerSquareMetre { get; init; } = 10;

    /// <summary>Share of the current in excess of the critical one that flows into the dendrite; 0 for none.</summary>
    public double DendriteCurrentShare { get; init; }

    /// <summary>Radius of the dendrite in m.</summary>
    public double DendriteRadiusMetres { get; init; } = 0.5e-6;

    /// <summary>Length of the dendrite at the start in m; one as long as the electrolyte is thick has shorted the cell.</summary>
    public double DendriteLengthAtStartMetres { get; init; }

    /// <summary>Resistance in ohm of the electronic path once the dendrite has crossed the electrolyte.</summary>
    public double ShortResistanceOhms { get; init; } = 0.5;

    /// <summary>Resistance of the charge transfer at the lithium in ohm m² at small currents, RT/(F i0).</summary>
    public double LithiumTransferResistanceOhmSquareMetres => Faraday.ThermalVolts(TemperatureKelvin) / LithiumExchangeAmperesPerSquareMetre;

    /// <summary>Charge in C that takes the lithium content from 1 to 0.</summary>
    public double HostChargeCoulombs => 3600 * CapacityAmpereHoursPerSquareMetre * AreaSquareMetres / (LithiumContentEmpty - LithiumContentFull);

    /// <summary>Current in A at a C-rate: 1 charges the capacity in one hour.</summary>
    public double CurrentAtRate(double rate) => rate * CapacityAmpereHoursPerSquareMetre * AreaSquareMetres;

    /// <summary>State of charge at a mean lithium content: (x_0 - x)/(x_0 - x_100).</summary>
    public double StateOfCharge(double lithiumContent) => (LithiumContentEmpty - lithiumContent) / (LithiumContentEmpty - LithiumContentFull);

    /// <summary>Charge transfer at x = 1/2, double layer and diffusion of the whole cell in ohm and F; the lithium electrode at small currents is in series.</summary>
    public RandlesCircuit Circuit => new()
    {
        SeriesResistance = (SeriesResistanceOhmSquareMetres + LithiumTransferResistanceOhmSquareMetres) / AreaSquareMetres,
        ChargeTransferResistance = ChargeTransferResistanceOhmSquareMetres / AreaSquareMetres,
        DoubleLayerCapacitance = DoubleLayerFaradsPerSquareMetre * AreaSquareMetres,
        DiffusionResistance = DiffusionResistanceOhmSquareMetres / AreaSquareMetres,
        DiffusionSeconds = DiffusionSeconds,
    };

    /// <summary>Throws <see cref="ArgumentException"/> naming everything that no cell can be, and why.</summary>
    public void ThrowIfImpossible()
    {
        var problems = Problems().ToArray();
        if (problems.Length > 0) throw new ArgumentException("no cell can be like this: " + string.Join("; ", problems));
    }

    private IEnumerable<string> Problems()
    {
        foreach (var problem in Positive(
            (AreaSquareMetres, "area", "m²", "a cell without cross-section carries no current"),
            (CapacityAmpereHoursPerSquareMetre, "capacity", "Ah/m²", "without capacity the first coulomb empties the cathode"),
            (CathodeThicknessMetres, "cathode thickness", "m", "the particles lie within it"),
            (CathodeConductivitySiemensPerMetre, "cathode conductivity", "S/m", "ions could not reach the particles"),
            (ChargeTransferResistanceOhmSquareMetres, "charge-transfer resistance", "ohm m²", "no reaction is infinitely fast"),
            (DoubleLayerFaradsPerSquareMetre, "double layer", "F/m²", "every interface has a capacitance"),
            (DiffusionSeconds, "diffusion time", "s", "diffusion takes time"),
            (SeriesResistanceOhmSquareMetres, "series resistance", "ohm m²", "the electrolyte between the electrodes has one"),
            (LithiumExchangeAmperesPerSquareMetre, "exchange current of lithium", "A/m²", "the lithium electrode would block"),
            (TemperatureKelvin, "temperature", "K", "absolute temperatures are positive"),
            (HeatCapacityJoulesPerKelvin, "heat capacity", "J/K", "matter stores heat"),
            (ThermalResistanceKelvinPerWatt, "thermal resistance", "K/W", "heat flows only against a resistance"),
            (ElectrolyteThicknessMetres, "electrolyte thickness", "m", "the electrodes would touch"),
            (DendriteRadiusMetres, "dendrite radius", "m", "its length is volume over cross-section"),
            (ShortResistanceOhms, "short resistance", "ohm", "lithium is no superconductor"))) yield return problem;
        foreach (var (value, name) in new[] { (LithiumContentEmpty, "x_0"), (LithiumContentFull, "x_100"), (LithiumContentAtStart, "x at the start") })
            if (!(value is >= 0 and <= 1)) yield return Say($"{name} = {value}: LixCoO2 has between 0 and 1 lithium per formula unit");
        if (LithiumContentFull >= LithiumContentEmpty) yield return Say($"x_100 = {LithiumContentFull} is not below x_0 = {LithiumContentEmpty}: charging takes lithium out");
        if (LithiumContentAtStart is < CathodePotential.LowestContent or > CathodePotential.HighestContent and <= 1)
            yield return Say($"x at the start = {LithiumContentAtStart}: outside {CathodePotential.LowestContent} to {CathodePotential.HighestContent} the cathode has no potential to rest at");
        if (!(DiffusionResistanceOhmSquareMetres >= 0)) yield return Say($"diffusion resistance {DiffusionResistanceOhmSquareMetres} ohm m²: it must be 0 or more");
        if (!(CriticalAmperesPerSquareMetre >= 0)) yield return Say($"critical current density {CriticalAmperesPerSquareMetre} A/m²: it must be 0 or more");
        if (!(DendriteCurrentShare is >= 0 and <= 1)) yield return Say($"dendrite current share {DendriteCurrentShare}: a part of the current lies between 0 and 1");
        if (!(DendriteLengthAtStartMetres >= 0 && DendriteLengthAtStartMetres <= ElectrolyteThicknessMetres))
            yield return Say($"dendrite of {DendriteLengthAtStartMetres} m in an electrolyte of {ElectrolyteThicknessMetres} m: it must be 0 or more and end within or at the far side");
    }

    private static IEnumerable<string> Positive(params (double Value, string Name, string Unit, string Reason)[] quantities)
    {
        foreach (var (value, name, unit, reason) in quantities)
            if (!(value > 0 && double.IsFinite(value))) yield return Say($"{name} {value} {unit}: {reason}, it must be positive");
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
