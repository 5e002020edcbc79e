using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;

namespace NvScanner.Drivers.Lasers;

/// <summary>Waits for light.</summary>
internal static class Emission
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the laser says that it emits; returns then. A laser that does not within the time is switched off, lest it comes on by itself once its interlock closes, and refused with the likely reasons.</summary>
    public static async ValueTask WaitForAsync(InstrumentId id, TimeProvider time, TimeSpan deadline, Func<ValueTask<bool>> emits, Func<CancellationToken, ValueTask> off, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await emits())
        {
            if (time.GetElapsedTime(started) > deadline)
            {
                await off(cancellationToken);
                throw new InstrumentException(id, FormattableString.Invariant($"does not emit {deadline.TotalSeconds:G3} s after it was switched on; look at interlock, key switch and the laser's own faults"));
            }
            await time.DelayAsync(PollInterval, cancellationToken);
        }
    }

    /// <summary>What a driver says that shall switch on while the interlock is open.</summary>
    public static InstrumentException InterlockIsOpen(InstrumentId id) => new(id, "the interlock is open; close the enclosure before emission");
}
