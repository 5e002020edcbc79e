namespace NvScanner.Emulation;

/// <summary>An emulator that can be started by name.</summary>
/// <param name="Name">Its name: the key of the driver that speaks to it.</param>
/// <param name="Description">What it stands for, one sentence.</param>
/// <param name="UsualPort">The port that the real instrument has; null where it has none.</param>
/// <param name="Start">Starts it on a clock and a port of this machine, 0 for a free one.</param>
/// <param name="StartOnTty">Starts it on a clock behind a tty of this machine, as on a serial line; null where its protocol needs a network. Throws <see cref="PlatformNotSupportedException"/> on other systems than Linux.</param>
public sealed record EmulatorEntry(string Name, string Description, int? UsualPort, Func<TimeProvider, int, EmulatorHost> Start, Func<TimeProvider, EmulatorHost>? StartOnTty = null);
