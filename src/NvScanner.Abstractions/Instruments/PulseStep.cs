namespace NvScanner.Abstractions.Instruments;

/// <summary>One step of a lane.</summary>
/// <param name="Level">0 or 1 on a digital channel, -1..1 of full scale on an analogue one.</param>
/// <param name="Nanoseconds">Length in ns, at least 1.</param>
public readonly record struct PulseStep(double Level, long Nanoseconds);
