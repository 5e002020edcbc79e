namespace NvScanner.Benchmarks;

/// <summary>Photon-collecting time over scan time on the simulated rig: 0.2 ms microwave step, 5 ms dwell, moves and settling included.</summary>
internal static class DutyBenchmark
{
    private const double Ideal = 5.0 / 5.2;

    public static async Task RunAsync()
    {
        var plan = Plans.Map(64, 64, 101);
        plan = plan with { Protocol = plan.Protocol with { Dwell = TimeSpan.FromMilliseconds(5), Repeats = 4 } };
        var outcome = await SimulatedRun.RunAsync(plan, []);
        Contest.Row("duty cycle (ideal 5 / 5.2)", outcome.DutyCycle, "", "");
        Contest.Row("duty cycle / ideal", outcome.DutyCycle / Ideal, "", "goal >= 0.98");
        var single = await SimulatedRun.RunAsync(plan with { Protocol = plan.Protocol with { Repeats = 1 } }, []);
        Contest.Row("duty cycle / ideal with a single sweep per pixel", single.DutyCycle / Ideal, "", "goal >= 0.98");
    }
}
