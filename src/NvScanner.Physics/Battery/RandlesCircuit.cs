using System.Numerics;

namespace NvScanner.Physics.Battery;

/// <summary>
/// The circuit of Randles (Discuss. Faraday Soc. 1, 11 (1947)): a series resistance, then the double layer in parallel with charge transfer and
/// diffusion over a finite length, W = R_D tanh(sqrt(j w tau)) / sqrt(j w tau). Resistances in ohm, capacitance in F, or ohm m² and F/m².
/// </summary>
public sealed record RandlesCircuit
{
    /// <summary>Resistance in series.</summary>
    public required double SeriesResistance { get; init; }

    /// <summary>Resistance of charge transfer, R_ct.</summary>
    public required double ChargeTransferResistance { get; init; }

    /// <summary>Capacitance of the double layer, C_dl.</summary>
    public required double DoubleLayerCapacitance { get; init; }

    /// <summary>Resistance of diffusion at zero frequency, R_D; 0 leaves diffusion out.</summary>
    public required double DiffusionResistance { get; init; }

    /// <summary>Time of diffusion tau = L²/D in s.</summary>
    public required double DiffusionSeconds { get; init; }

    /// <summary>Frequency in Hz where -Im Z of the arc is largest without diffusion: 1/(2 pi R_ct C_dl).</summary>
    public double ApexHertz => 1 / (2 * Math.PI * ChargeTransferResistance * DoubleLayerCapacitance);

    /// <summary>sigma_w of W = sigma_w (1-j)/sqrt(w), to which the diffusion tends above 1/tau: R_D/sqrt(2 tau).</summary>
    public double WarburgCoefficient => DiffusionResistance / Math.Sqrt(2 * DiffusionSeconds);

    /// <summary>Z at a frequency in Hz, 0 or more, for exp(+j w t): Z = R_s + 1/(j w C_dl + 1/(R_ct + W)).</summary>
    public Complex Impedance(double frequencyHz)
    {
        var s = new Complex(0, 2 * Math.PI * frequencyHz);
        return SeriesResistance + 1 / (s * DoubleLayerCapacitance + 1 / (ChargeTransferResistance + Diffusion(s)));
    }

    private Complex Diffusion(Complex s)
    {
        if (s == 0 || DiffusionResistance == 0) return DiffusionResistance;
        var root = Complex.Sqrt(s * DiffusionSeconds);
        // tanh by a decaying exponential, which cannot overflow
        var decay = Complex.Exp(-2 * root);
        return DiffusionResistance * (1 - decay) / ((1 + decay) * root);
    }
}
