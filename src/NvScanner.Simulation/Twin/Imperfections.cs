namespace NvScanner.Simulation.Twin;

/// <summary>What a real microscope does by itself, by setting: nothing, what is typical of a good one, and what a bad day brings.</summary>
internal static class Imperfections
{
    /// <summary>The setting that chooses a column; single settings override it.</summary>
    public const string Level = "imperfections";

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["none", "typical", "harsh"];

    /// <summary>Every setting with its value in each column and its meaning.</summary>
    public static IReadOnlyList<Imperfection> All { get; } =
    [
        new("drift-walk", ["0 nm", "10 nm", "60 nm"], "random walk of the tip over the sample: standard deviation per axis after one hour"),
        new("drift-way", ["0 nm", "60 nm", "400 nm"], "way that the tip drifts while the microscope settles, in a random direction"),
        new("drift-decay", ["1 h", "1 h", "2 h"], "time after which 1/e of that way is left"),
        new("servo-residue", ["0", "0.001", "0.003"], "share of hysteresis and creep that a closed loop leaves"),
        new("laser-warm-up", ["0", "0.01", "0.05"], "relative excess of power just after switching on"),
        new("laser-warm-up-time", ["5 min", "5 min", "20 min"], "time after which 1/e of it is left"),
        new("laser-drift", ["0", "0.002", "0.02"], "relative standard deviation of the slow drift of power"),
        new("laser-drift-time", ["10 min", "10 min", "10 min"], "its correlation time"),
        new("bias-drift", ["0", "1e-5", "1e-4"], "relative standard deviation of the slow drift of the bias field"),
        new("bias-drift-time", ["10 min", "10 min", "10 min"], "its correlation time"),
        new("bias-ripple", ["0 nT", "50 nT", "1 uT"], "ripple of the bias field: standard deviation from sweep to sweep"),
        new("laser-heating-at-1mW", ["0 K", "0.5 K", "5 K"], "how much 1 mW of laser light warms the tip"),
        new("sample-heating-at-1mW", ["0 K", "0.2 K", "2 K"], "how much 1 mW of laser light warms the sample under the tip"),
        new("microwave-heating-at-0dBm", ["0 K", "0.1 K", "1 K"], "how much 0 dBm of microwaves warm the tip"),
        new("photocurrent-at-1mW", ["0 A", "1 nA", "100 nA"], "current that 1 mW of laser light drives in the cell; positive charges"),
        new("microwave-current-at-0dBm", ["0 A", "0.1 nA", "10 nA"], "current that 0 dBm of microwaves drive in the cell by rectification; positive charges"),
    ];

    /// <summary>Text of a setting in a column.</summary>
    public static string Of(string setting, string level) => All.Single(row => row.Setting == setting).Values[Levels.ToList().IndexOf(level)];
}
