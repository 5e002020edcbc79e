namespace NvScanner.Physics.Battery;

/// <summary>Faraday's law and the constants of electrochemistry, SI units.</summary>
public static class Faraday
{
    /// <summary>Charge of one mole of electrons in C/mol (SI 2019, exact).</summary>
    public const double Constant = 96485.33212;

    /// <summary>Molar gas constant in J/(mol K) (SI 2019, exact).</summary>
    public const double GasConstant = 8.314462618;

    /// <summary>Molar volume of lithium metal in m³/mol (CRC Handbook).</summary>
    public const double LithiumMolarVolume = 13.02e-6;

    /// <summary>Lithium metal deposited by one coulomb in m³/C: V_m/F.</summary>
    public const double LithiumVolumePerCoulomb = LithiumMolarVolume / Constant;

    /// <summary>Thermal voltage RT/F in V at a temperature in K.</summary>
    public static double ThermalVolts(double temperatureKelvin) => GasConstant * temperatureKelvin / Constant;

    /// <summary>Charge in C that takes the lithium content of a volume (m³) of host material from 1 to 0, one electron per formula unit of the molar volume (m³/mol).</summary>
    public static double HostCharge(double volumeCubicMetres, double molarVolume) => Constant * volumeCubicMetres / molarVolume;

    /// <summary>dx/dt in 1/s of a host under a current in A, positive charging: -I/(F n), with F n its charge in C for a whole change of x.</summary>
    public static double LithiumContentRate(double currentAmperes, double hostChargeCoulombs) => -currentAmperes / hostChargeCoulombs;
}
