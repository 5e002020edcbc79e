namespace NvScanner.Simulation.Tests;

/// <summary>The machine's clock, for deadlines of tests that would otherwise hang.</summary>
internal static class RealTime
{
#pragma warning disable RS0030 // a hanging test must fail in real time
    public static TimeProvider Provider => TimeProvider.System;
#pragma warning restore RS0030
}
