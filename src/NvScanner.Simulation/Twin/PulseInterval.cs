using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Twin;

/// <summary>A stretch of a pulse sequence in which no line changes; I and Q from -1 to 1 of full scale.</summary>
internal readonly record struct PulseInterval(double Seconds, bool Laser, double InPhase, double Quadrature, bool Gate)
{
    /// <summary>The lines that a sequence may play on.</summary>
    public static readonly string[] Lanes = ["laser", "microwave-i", "microwave-q", "gate"];

    /// <summary>Amplitude of the microwaves relative to full scale.</summary>
    public double Amplitude => Math.Sqrt(InPhase * InPhase + Quadrature * Quadrature);

    /// <summary>The lanes of a sequence side by side; a lane that is missing stays low.</summary>
    public static List<PulseInterval> Of(PulseSequence sequence)
    {
        var lanes = Lanes.Select(name => sequence.Lanes.GetValueOrDefault(name) ?? []).ToArray();
        var next = new int[lanes.Length];
        var left = new long[lanes.Length]; // of the step that each lane is in
        var levels = new double[lanes.Length];
        var intervals = new List<PulseInterval>();
        for (var remaining = sequence.DurationNanoseconds; remaining > 0;)
        {
            var duration = remaining;
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                if (lanes[lane].Count == 0) continue;
                if (left[lane] == 0) (levels[lane], left[lane]) = (lanes[lane][next[lane]].Level, lanes[lane][next[lane]++].Nanoseconds);
                duration = Math.Min(duration, left[lane]);
            }
            for (var lane = 0; lane < lanes.Length; lane++) left[lane] -= Math.Min(duration, left[lane]);
            intervals.Add(new PulseInterval(1e-9 * duration, levels[0] > 0, levels[1], levels[2], levels[3] > 0));
            remaining -= duration;
        }
        return intervals;
    }
}
