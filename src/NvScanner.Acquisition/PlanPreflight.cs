using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Preflight;
using NvScanner.Acquisition.Protocols;
using NvScanner.Fitting;

namespace NvScanner.Acquisition;

/// <summary>Checks a plan against physics and a profile, without instruments.</summary>
public static class PlanPreflight
{
    /// <summary>Everything that makes the plan impossible on the rig of the profile; empty when it can run.</summary>
    public static IReadOnlyList<PlanProblem> Check(ScanPlan plan, RigProfile profile)
    {
        var problems = new List<PlanProblem>(Basics(plan, profile));
        if (problems.Count > 0)
            return problems; // nothing below can be computed

        var model = FieldModel.For(plan, profile);
        problems.AddRange(LineChecks.Problems(plan, profile, model));
        if (problems.Count == 0)
            problems.AddRange(LineChecks.Intruders(plan, profile, model));
        problems.AddRange(LimitChecks.Windows(plan.Protocol, LimitChecks.OfProfile<Frequency>(profile, InstrumentRoles.Microwave, "frequency"), "the profile's limits of the microwave source"));
        problems.AddRange(LimitChecks.Windows(plan.Protocol, profile.MicrowaveChain.AmplifierBand, "the amplifier's band"));
        var linesAreSwept = problems.Count == 0;
        problems.AddRange(LimitChecks.Inside("microwave.power", plan.MicrowavePower, LimitChecks.OfProfile<RfPower>(profile, InstrumentRoles.Microwave, "power"), "the profile's limits of the microwave source"));
        if (profile.MicrowaveChain.MaximumInput is { } maximum && plan.MicrowavePower.Dbm > maximum.Dbm)
            problems.Add(new PlanProblem("microwave.power", $"microwave power {plan.MicrowavePower} is above the amplifier's largest input, {maximum}"));
        problems.AddRange(LimitChecks.Inside("laser.power", plan.LaserPower, LimitChecks.OfProfile<OpticalPower>(profile, InstrumentRoles.Laser, "power"), "the profile's limits of the laser"));
        if (plan.Limits.Cell is { } cell)
            problems.AddRange(LimitChecks.Cell(cell, LimitChecks.OfProfile<Voltage>(profile, InstrumentRoles.Potentiostat, "voltage"), LimitChecks.OfProfile<Current>(profile, InstrumentRoles.Potentiostat, "current"), "the profile's limits of the potentiostat"));
        if (plan.ConductorCurrent is { } current)
            problems.AddRange(LimitChecks.Inside("current-source.current", current, LimitChecks.OfProfile<Current>(profile, InstrumentRoles.CurrentSource, "current"), "the profile's limits of the current source"));
        problems.AddRange(LimitChecks.Travel(plan, LimitChecks.OfProfile<Length>(profile, InstrumentRoles.Stage, "x"), LimitChecks.OfProfile<Length>(profile, InstrumentRoles.Stage, "y"), "the profile's limits of the stage"));
        problems.AddRange(LimitChecks.Lift(plan.Scan.Height, LimitChecks.OfProfile<Length>(profile, InstrumentRoles.Probe, "lift"), "the profile's limits of the probe"));
        // of lines that are not swept no bound on time or error says anything
        if (linesAreSwept)
            problems.AddRange(StopRule(plan, profile, model));
        return problems;
    }

    /// <summary>What is possible but unwise: fields near a level anticrossing, mixed spin states, a tilted response, limits that nothing can watch; one sentence each.</summary>
    public static IReadOnlyList<string> Warnings(ScanPlan plan, RigProfile profile) =>
        [.. LineChecks.Warnings(FieldModel.For(plan, profile)), .. LimitChecks.Unwatched(plan.Limits, role => profile.Find(role) is not null)];

    private static IEnumerable<PlanProblem> Basics(ScanPlan plan, RigProfile profile)
    {
        var protocol = plan.Protocol;
        if (protocol.Kind != CwOdmrProtocol.Kind)
            yield return new PlanProblem("protocol.kind", $"'{protocol.Kind}' is not a protocol that can be run; allowed: {CwOdmrProtocol.Kind}");
        if (protocol.Dwell <= TimeSpan.Zero)
            yield return new PlanProblem("protocol.dwell", "the dwell must be above zero");
        if (protocol.Repeats < 1)
            yield return new PlanProblem("protocol.repeats", "at least one sweep per pixel is needed");
        if (protocol.Windows.Count == 0)
            yield return new PlanProblem("protocol.frequencies", "there is no window");
        if (plan.BiasField.Magnitude.Tesla < 0)
            yield return new PlanProblem("bias-field.magnitude", "the magnitude must not be below zero; turn the direction instead");
        var lines = FieldModel.CountOf(protocol.Lines);
        if (!FitModel.TryParse(FieldModel.ResolveName(protocol, profile.Tip), out var fit, out var error))
            yield return new PlanProblem("protocol.fit.model", error);
        else if (fit.Lines != lines)
            yield return new PlanProblem("protocol.fit.model", $"{fit.Name} has {fit.Lines} line(s), but protocol.lines measures {lines}");
        else if (fit.Shape == LineShape.LorentzianDerivative)
            yield return new PlanProblem("protocol.fit.model", $"{fit.Name} is for lock-in signals, not for photon counts");
        if (plan.Reference is { Mode: ReferenceMode.Retracted } && profile.Find(InstrumentRoles.Probe) is null)
            yield return new PlanProblem("reference.at", "a retracted reference needs an instrument in the role 'probe'");
        if (plan.ConductorCurrent is not null && profile.Find(InstrumentRoles.CurrentSource) is null)
            yield return new PlanProblem("current-source.current", "the profile has no instrument in the role 'current-source'");
        if (plan.Cell is null)
            yield break;
        if (profile.Find(InstrumentRoles.Potentiostat) is null)
            yield return new PlanProblem("cell", $"needs an instrument in the role '{InstrumentRoles.Potentiostat}', and the profile has none");
        foreach (var problem in CellPlanChecks.Problems(plan.Cell, plan.Limits))
            yield return problem;
    }

    private static IEnumerable<PlanProblem> StopRule(ScanPlan plan, RigProfile profile, FieldModel model)
    {
        if (plan.Protocol.Stop is not { } rule)
            yield break;
        if (rule.SigmaB.Tesla <= 0 || rule.MaxTime <= TimeSpan.Zero)
        {
            yield return new PlanProblem("protocol.stop", "sigma-b and max-time must be above zero");
            yield break;
        }

        var sweep = plan.Protocol.Windows.Sum(window => window.Points) * plan.Protocol.Dwell;
        if (sweep * plan.Protocol.Repeats > rule.MaxTime)
        {
            yield return new PlanProblem("protocol.stop.max-time", string.Create(CultureInfo.InvariantCulture,
                $"{plan.Protocol.Repeats} sweep(s) of {sweep.TotalSeconds:G4} s, the least that protocol.repeats asks for, take longer than max-time, {rule.MaxTime.TotalSeconds:G4} s"));
            yield break;
        }

        var forecast = StopRuleForecast.Of(rule, plan.Protocol, model, profile.Tip);
        if (double.IsNaN(forecast.ReachableTesla))
        {
            yield return new PlanProblem("protocol.stop", "the swept frequencies do not determine the field at the predicted lines, however long one counts; sweep over the lines in steps below their width, or raise bias-field until the two lines part");
        }
        else if (forecast.ReachableTesla > rule.SigmaB.Tesla)
        {
            var tip = profile.Tip;
            yield return new PlanProblem("protocol.stop.sigma-b", string.Create(CultureInfo.InvariantCulture,
                $"{rule.SigmaB} cannot be reached within max-time, {rule.MaxTime.TotalSeconds:G4} s: at {tip.ExpectedRate}, contrast {tip.ExpectedContrast:G3} and linewidth {tip.ExpectedLinewidth} the Cramér-Rao bound is {Quantity.Format(new MagneticField(forecast.ReachableTesla), 3)}, and {rule.SigmaB} takes at least {forecast.NeededSeconds:G3} s"));
        }
    }
}
