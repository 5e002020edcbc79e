using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Sequencing;
using NvScanner.Physics.Odmr;
using NvScanner.Physics.Spin;

namespace NvScanner.Acquisition.Preflight;

/// <summary>The Cramér-Rao bound of a stop rule with the tip's expected rate, contrast and linewidth: what no fit can beat. The expected rate belongs to the laser power of the tip's calibration; at less light the run itself counts the pixels that fall short.</summary>
/// <param name="ReachableTesla">Smallest one-sigma error of B_parallel in T within max-time; NaN when the sweep does not determine B at all.</param>
/// <param name="NeededSeconds">Photon-collecting seconds that the rule's error takes at least.</param>
internal readonly record struct StopRuleForecast(double ReachableTesla, double NeededSeconds)
{
    public static StopRuleForecast Of(StopRule rule, ProtocolPlan protocol, FieldModel model, TipCalibration tip)
    {
        var frequencies = protocol.FrequenciesHz();
        var sweep = frequencies.Length * protocol.Dwell;
        var sweeps = StopCriterion.MostSweepsWithin(rule, sweep, protocol.Repeats);
        var oneSweep = SigmaOfOneSweep(frequencies, protocol, model, tip);
        var ratio = oneSweep / rule.SigmaB.Tesla;
        return new StopRuleForecast(oneSweep / Math.Sqrt(sweeps), ratio * ratio * sweep.TotalSeconds);
    }

    /// <summary>The bound on B_parallel in T after one sweep.</summary>
    public static double SigmaOfOneSweep(double[] frequenciesHz, ProtocolPlan protocol, FieldModel model, TipCalibration tip)
    {
        var (lower, upper) = model.LinesAt(0);
        OdmrLine Line(double centreHz) => new(centreHz, tip.ExpectedContrast, tip.ExpectedLinewidth.Hertz);
        OdmrLine[] lines = protocol.Lines switch
        {
            MeasuredLines.Lower => [Line(lower)],
            MeasuredLines.Upper => [Line(upper)],
            _ => [Line(lower), Line(upper)],
        };
        var counts = tip.ExpectedRate.CountsPerSecond * protocol.Dwell.TotalSeconds;
        return SweepInformation.ParallelFieldSigma(frequenciesHz, counts, lines, HyperfineStructure.OffsetsHz(FieldModel.IsotopeOf(tip)));
    }
}
