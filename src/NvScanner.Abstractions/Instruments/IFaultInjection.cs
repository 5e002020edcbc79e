namespace NvScanner.Abstractions.Instruments;

/// <summary>Implemented by the simulated stage for its whole rig: faults on command, the ledger of those that have struck, and what is really on. For tests and rehearsals, never for the measurement.</summary>
public interface IFaultInjection
{
    /// <summary>Faults that have struck so far, in the order in which they did.</summary>
    IReadOnlyList<InjectedFault> Injected { get; }

    /// <summary>What is on or touches the sample in the simulated world at this moment, whatever the drivers believe: roles of laser, microwave, current source, potentiostat and probe.</summary>
    IReadOnlyList<string> Energized { get; }

    /// <summary>Orders a fault from now on, like one of the profile's.</summary>
    void Inject(FaultSpec fault);
}
