using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Protocols;

namespace NvScanner.Acquisition.Preflight;

/// <summary>Checks a plan against the connected instruments: whether they are there, can do what is asked, and their own limits.</summary>
internal static class RigPreflight
{
    public static IReadOnlyList<PlanProblem> Check(ScanPlan plan, Rig rig)
    {
        var problems = new List<PlanProblem>();
        if (Require<IPositioner>(rig, InstrumentRoles.Stage, problems) is { } stage)
        {
            problems.AddRange(LimitChecks.Travel(plan,
                new QuantityRange<Length>(new Length(stage.Limits.Minimum.X), new Length(stage.Limits.Maximum.X)),
                new QuantityRange<Length>(new Length(stage.Limits.Minimum.Y), new Length(stage.Limits.Maximum.Y)), $"the travel of {stage.Id}"));
        }

        if (Require<IMicrowaveSource>(rig, InstrumentRoles.Microwave, problems) is { } microwave)
        {
            problems.AddRange(LimitChecks.Windows(plan.Protocol, microwave.Limits.Frequency, $"the range of {microwave.Id}"));
            problems.AddRange(LimitChecks.Inside("microwave.power", plan.MicrowavePower, microwave.Limits.Power, $"the range of {microwave.Id}"));
        }

        if (Require<ILaser>(rig, InstrumentRoles.Laser, problems) is { } laser)
            problems.AddRange(LimitChecks.Inside("laser.power", plan.LaserPower, laser.Limits, $"the range of {laser.Id}"));
        if (plan.ConductorCurrent is { } current && Require<ICurrentSource>(rig, InstrumentRoles.CurrentSource, problems) is { } source)
            problems.AddRange(LimitChecks.Inside("current-source.current", current, source.Limits, $"the range of {source.Id}"));
        if (rig.TryGet<IBiasField>(InstrumentRoles.BiasField, out var bias) && plan.BiasField.Magnitude.Tesla > bias.Maximum.Tesla)
            problems.Add(new PlanProblem("bias-field.magnitude", $"{plan.BiasField.Magnitude} is above the largest field of {bias.Id}, {bias.Maximum}"));
        if (plan.Limits.Cell is { } cell && rig.TryGet<IPotentiostat>(InstrumentRoles.Potentiostat, out var potentiostat))
            problems.AddRange(LimitChecks.Cell(cell, potentiostat.Limits.Voltage, potentiostat.Limits.Current, $"the range of {potentiostat.Id}"));
        problems.AddRange(Modulations(plan, rig));

        if (plan.Reference is { Mode: ReferenceMode.Retracted } || plan.Scan.Height.Mode != HeightMode.Contact)
            Require<IProbe>(rig, InstrumentRoles.Probe, problems);
        if (rig.TryGet<IProbe>(InstrumentRoles.Probe, out var probe))
            problems.AddRange(LimitChecks.Lift(plan.Scan.Height, probe.LiftRange, $"the range of {probe.Id}"));
        Require<IPhotonCounter>(rig, InstrumentRoles.Counter, problems);
        if (plan.Protocol.Timing == SweepTiming.Hardware && !CwOdmrProtocol.CanTimeInHardware(plan.Protocol, rig, out var obstacle))
            problems.Add(new PlanProblem("protocol.timing", $"the sweep cannot be timed in hardware: {obstacle}; write software or auto"));
        return problems;
    }

    private static IEnumerable<PlanProblem> Modulations(ScanPlan plan, Rig rig)
    {
        if (plan.Cell is not { } cell || !rig.TryGet<IPotentiostat>(InstrumentRoles.Potentiostat, out var potentiostat))
            yield break;
        foreach (var step in cell.Steps)
        {
            if (step.Modulation is not { } sine)
                continue;
            if (potentiostat is not IAcModulator modulator)
                yield return new PlanProblem($"{step.Field}.ac", $"{potentiostat.Id} cannot add a sine to its current");
            else if (!modulator.ModulationFrequencies.Contains(sine.Frequency))
                yield return new PlanProblem($"{step.Field}.ac.frequency", $"{sine.Frequency} is outside the range of {potentiostat.Id}, {modulator.ModulationFrequencies}");
        }
    }

    private static T? Require<T>(Rig rig, string role, List<PlanProblem> problems) where T : class
    {
        try
        {
            return rig.Require<T>(role);
        }
        catch (MissingCapabilityException missing)
        {
            problems.Add(new PlanProblem("profile.instruments", missing.Message));
            return null;
        }
    }
}
