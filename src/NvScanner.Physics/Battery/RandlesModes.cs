using System.Numerics;

namespace NvScanner.Physics.Battery;

/// <summary>
/// The double layer with charge transfer and diffusion of a <see cref="RandlesCircuit"/> as a sum of first-order modes, so that its response in time
/// is exact for any step: dw_k/dt = p_k (I - w_k); faradaic current = sum f_k w_k; diffusion overpotential = sum d_k w_k. All p_k are positive and
/// sum f_k = 1, sum d_k = R_D. Of the diffusion's partial fractions, W = sum 2 R_D/((n-1/2)² pi² + j w tau), as many as asked for are kept and the
/// rest act at once, as a resistance: W is that of the circuit to 1 % of its modulus up to <see cref="HighestDiffusionHertz"/>.
/// </summary>
public sealed class RandlesModes
{
    private readonly double[] _rates;
    private readonly double[] _faradaic;
    private readonly double[] _diffusion;

    /// <summary>The modes of a circuit with this many terms of diffusion (0 where it has none).</summary>
    public RandlesModes(RandlesCircuit circuit, int diffusionTerms)
    {
        if (!(circuit.ChargeTransferResistance > 0) || !(circuit.DoubleLayerCapacitance > 0))
            throw new ArgumentException("charge transfer and double layer must both be positive to form a pole", nameof(circuit));
        var terms = circuit.DiffusionResistance > 0 ? diffusionTerms : 0;
        var (resistances, times) = (new double[terms], new double[terms]);
        for (var n = 0; n < terms; n++)
        {
            var eigenvalue = Math.Pow((n + 0.5) * Math.PI, 2);
            (resistances[n], times[n]) = (2 * circuit.DiffusionResistance / eigenvalue, circuit.DiffusionSeconds / eigenvalue);
        }
        (_rates, _faradaic, _diffusion) = (new double[terms + 1], new double[terms + 1], new double[terms + 1]);
        var instantaneous = terms == 0 ? circuit.DiffusionResistance : circuit.DiffusionResistance - resistances.Sum();
        HighestDiffusionHertz = terms == 0 ? 0 : terms * terms / (2 * Math.PI * circuit.DiffusionSeconds);
        Solve(circuit.ChargeTransferResistance + instantaneous, circuit.DoubleLayerCapacitance, resistances, times);
        for (var k = 0; k <= terms; k++) _diffusion[k] += _faradaic[k] * instantaneous;
    }

    /// <summary>Rates p_k in 1/s, rising.</summary>
    public ReadOnlySpan<double> Rates => _rates;

    /// <summary>Shares f_k of the faradaic current.</summary>
    public ReadOnlySpan<double> FaradaicShares => _faradaic;

    /// <summary>Resistances d_k of the diffusion overpotential.</summary>
    public ReadOnlySpan<double> DiffusionResistances => _diffusion;

    /// <summary>Up to this frequency the terms kept make up the diffusion to 1 %, 0 without diffusion.</summary>
    public double HighestDiffusionHertz { get; }

    /// <summary>Impedance at a frequency in Hz for exp(+j w t) of the modes with a resistance of charge transfer, without anything in series.</summary>
    public Complex Impedance(double frequencyHz, double chargeTransferResistance)
    {
        var s = new Complex(0, 2 * Math.PI * frequencyHz);
        Complex sum = 0;
        for (var k = 0; k < _rates.Length; k++)
            sum += (_faradaic[k] * chargeTransferResistance + _diffusion[k]) * _rates[k] / (_rates[k] + s);
        return sum;
    }

    // The poles are the zeros of D(s) = 1 + s C (R + sum R_n/(1 + s tau_n)) at s = -p; there is one below every 1/tau_n and one above them all.
    // At each, f = 1/(1 + p² C sum R_n tau_n/a_n²) and d = f sum R_n/a_n with a_n = 1 - p tau_n.
    private void Solve(double resistance, double capacitance, double[] resistances, double[] times)
    {
        var terms = times.Length;
        var distances = new double[terms];
        var sumOfOthers = 0.0;
        for (var k = 0; k <= terms; k++)
        {
            var rate = k < terms ? PoleBelow(k) : PoleAbove();
            var (weight, overpotential) = (0.0, 0.0);
            for (var n = 0; n < terms; n++)
            {
                weight += resistances[n] * times[n] / (distances[n] * distances[n]);
                overpotential += resistances[n] / distances[n];
            }
            _rates[k] = rate;
            _faradaic[k] = k < terms ? 1 / (1 + rate * rate * capacitance * weight) : 1 - sumOfOthers;
            _diffusion[k] = _faradaic[k] * overpotential;
            sumOfOthers += _faradaic[k];
        }

        // by bisection of log(a_k), the distance from the pole of the diffusion, which may be as small as C R_k/tau_k
        double PoleBelow(int k)
        {
            var (low, high) = (Math.Log(1e-30), Math.Log(k == 0 ? 1 : 1 - times[k] / times[k - 1]));
            for (var i = 0; i < 200; i++)
            {
                var middle = 0.5 * (low + high);
                if (Residual((1 - Math.Exp(middle)) / times[k], k, Math.Exp(middle)) > 0) high = middle; else low = middle;
            }
            var distance = Math.Exp(0.5 * (low + high));
            var rate = (1 - distance) / times[k];
            Residual(rate, k, distance);
            return rate;
        }

        double PoleAbove()
        {
            var low = terms == 0 ? 0 : 1 / times[^1];
            var high = low + 1 / (resistance * capacitance);
            while (Residual(high, -1, 0) > 0) high *= 2;
            for (var i = 0; i < 200; i++)
            {
                var middle = 0.5 * (low + high);
                if (Residual(middle, -1, 0) > 0) low = middle; else high = middle;
            }
            Residual(high, -1, 0);
            return high;
        }

        // 1/(pC) - R - sum R_n/a_n, falling in p between two poles; leaves the a_n behind, that of the nearest pole as given
        double Residual(double rate, int nearest, double distance)
        {
            var residual = 1 / (rate * capacitance) - resistance;
            for (var n = 0; n < terms; n++)
            {
                distances[n] = n == nearest ? distance : 1 - rate * times[n];
                residual -= resistances[n] / distances[n];
            }
            return residual;
        }
    }
}
