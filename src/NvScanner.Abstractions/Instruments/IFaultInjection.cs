namespace NvScanner.Abstractions.Instruments;

/// <summary>Implemented by the simulated stage for its whole rig: faults on command, and the ledger of those that have struck. For tests and rehearsals, never for the measurement.</summary>
public interface IFaultInjection
{
    /// <summary>Faults that have struck so far, in the order in which they did.</summary>
    IReadOnlyList<InjectedFault> Injected { get; }

    /// <summary>Orders a fault from now on, like one of the profile's.</summary>
    void Inject(FaultSpec fault);
}
