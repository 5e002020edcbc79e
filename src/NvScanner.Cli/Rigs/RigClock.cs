using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Time;

namespace NvScanner.Cli.Rigs;

/// <summary>The clock that a rig runs on: the machine's for a rig with any real instrument, virtual time for a simulated one unless real time is asked for.</summary>
internal sealed class RigClock : IDisposable
{
    private readonly VirtualClock? _virtual;

    /// <summary>Chooses the clock of a profile's rig.</summary>
    public RigClock(RigProfile profile, bool realTime, TimeProvider machine)
    {
        _virtual = profile.IsWhollySimulated && !realTime ? new VirtualClock(machine.GetUtcNow()) : null;
        Time = _virtual ?? machine;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether time passes as fast as the machine can compute.</summary>
    public bool IsVirtual => _virtual is not null;

    /// <summary>Ends virtual time.</summary>
    public void Dispose() => _virtual?.Dispose();
}
