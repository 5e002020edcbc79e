using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;

namespace NvScanner.Acquisition.Safety;

/// <summary>
/// Brings a rig into its safe state: microwave, laser, currents and cell off, tip retracted, bias field held. Every instrument is told at once, each with its own deadline and on its own
/// thread, so that none waits for another, for the scan, for a fit or for the disk.
/// </summary>
internal sealed class SafeState(Rig rig, TimeProvider time, ILogger logger)
{
    private const int Attempts = 3; // a reply that comes in two parts spoils two

    // the words of profiles' safety.order and the roles they mean
    private static readonly Dictionary<string, string> RoleOfWord = new(StringComparer.Ordinal)
    {
        ["cell"] = InstrumentRoles.Potentiostat,
        ["tip"] = InstrumentRoles.Probe,
    };

    /// <summary>Makes every instrument safe that can be; returns one message per instrument that could not, when each has answered or used up its deadline at every attempt.</summary>
    /// <param name="tipFirst">Whether the tip itself is the trouble: then its retraction is begun first.</param>
    public async Task<IReadOnlyList<string>> MakeSafeAsync(bool tipFirst)
    {
        var steps = new List<Task<string?>>();
        // The steps are registered with the clock from inside an actor, so that virtual time stands still until all of them have begun.
        await time.RunActorAsync("make safe", () =>
        {
            foreach (var (instrument, safeable) in InOrder(tipFirst))
                steps.Add(RunStepAsync(instrument, safeable));
            return Task.CompletedTask;
        });
        var failures = await Task.WhenAll(steps);
        return failures.OfType<string>().ToArray();
    }

    private IEnumerable<(IInstrument Instrument, ISafeable Safeable)> InOrder(bool tipFirst)
    {
        var order = rig.Profile.Safety.Order.Select(word => RoleOfWord.GetValueOrDefault(word, word)).ToList();
        if (tipFirst)
            order.Insert(0, InstrumentRoles.Probe);
        return rig.Instruments
            .Where(entry => entry.Value is ISafeable)
            .OrderBy(entry => order.IndexOf(entry.Key) is var place and >= 0 ? place : order.Count)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Value, (ISafeable)entry.Value));
    }

    private async Task<string?> RunStepAsync(IInstrument instrument, ISafeable safeable)
    {
        string? failure = null;
        await time.RunActorAsync($"make {instrument.Id.Role} safe", async () => failure = await TryAsync(instrument, safeable));
        return failure;
    }

    private async Task<string?> TryAsync(IInstrument instrument, ISafeable safeable)
    {
        var allowed = rig.Profile.Safety.Deadline;
        Exception? failure = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var deadline = new CancellationTokenSource(allowed, time);
            try
            {
                // the step ends at its deadline also when the driver does not look at the token, or blocks its caller
                await CallAsync(safeable, deadline.Token).WaitAsync(deadline.Token);
                return null;
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                failure = new InstrumentTimeoutException(instrument.Id, "make safe", allowed);
            }
            catch (Exception error)
            {
                failure = error;
            }

            logger.LogError(failure, "{Instrument} could not be made safe, attempt {Attempt} of {Attempts}", instrument.Id, attempt + 1, Attempts);
        }

        return failure is InstrumentException ? failure.Message : $"{instrument.Id}: {failure!.Message}";
    }

    // On a real clock with a thread of its own, since drivers that block would use the pool's up. On a simulated clock with the step's actor, which time waits for.
    private Task CallAsync(ISafeable safeable, CancellationToken deadline) => time is ISimulatedTime
        ? safeable.MakeSafeAsync(deadline).AsTask()
        : Task.Factory.StartNew(() => safeable.MakeSafeAsync(deadline).AsTask(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
}
