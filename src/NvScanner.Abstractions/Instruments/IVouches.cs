namespace NvScanner.Abstractions.Instruments;

/// <summary>An instrument that vouches for itself: it can be asked whether it is as it was set, and has been all the time. A scan believes no measurement that its instruments have not vouched for.</summary>
public interface IVouches
{
    /// <summary>
    /// Asks the device itself for its identity, its status and what it has latched since it was asked last (a restart, a lock that was lost, a trigger too many); returns when all is as it was set.
    /// Throws <see cref="InstrumentStateException"/> otherwise; what was latched is told once. Never beside another call to the same instrument.
    /// </summary>
    ValueTask VouchAsync(CancellationToken cancellationToken);
}
