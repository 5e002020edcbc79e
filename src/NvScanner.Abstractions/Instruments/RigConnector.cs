using NvScanner.Abstractions.Time;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Connects the instruments of one rig one by one; whatever a driver does, the outcome is an instrument with its identity or a failure that names it.</summary>
internal sealed class RigConnector(RigProfile profile, IEnumerable<IDriverFactory> factories, TimeProvider time, TimeSpan deadline)
{
    private readonly Dictionary<string, IDriverFactory> _factories = factories.ToDictionary(f => f.Key, StringComparer.Ordinal);
    private readonly DriverContext _context = new(time, profile);

    /// <summary>Creates the driver at once and connects it; returns, and never throws, when it is connected, has failed, or has used up its time.</summary>
    public async Task<ConnectionOutcome> ConnectAsync(InstrumentSpec spec, CancellationToken cancellationToken)
    {
        IInstrument? instrument = null;
        using var enough = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        try
        {
            if (!_factories.TryGetValue(spec.Driver, out var factory))
                throw new InstrumentException(spec.Id, $"there is no driver '{spec.Driver}'; `nvscanner profile drivers` lists them");
            instrument = factory.Create(spec, _context);
            return new ConnectionOutcome(spec, instrument, await ConnectAsync(instrument, either.Token), null);
        }
        catch (Exception failure)
        {
            return new ConnectionOutcome(spec, instrument, null, failure switch
            {
                InstrumentException => failure,
                OperationCanceledException when cancellationToken.IsCancellationRequested => failure,
                OperationCanceledException when enough.IsCancellationRequested => new InstrumentTimeoutException(spec.Id, "connecting", deadline),
                _ => new InstrumentConnectionException(spec.Id, $"its driver '{spec.Driver}' failed while connecting: {failure.Message} ({failure.GetType().Name})", failure),
            });
        }
    }

    // on its own, so that a driver that blocks its caller, or is deaf to the token, keeps nobody waiting
    private async Task<InstrumentIdentity> ConnectAsync(IInstrument instrument, CancellationToken cancellationToken)
    {
        InstrumentIdentity? identity = null;
        var connecting = time.RunActorAsync($"connect {instrument.Id}", async () => identity = await instrument.ConnectAsync(cancellationToken));
        try
        {
            await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (connecting.IsCompletedSuccessfully)
        {
            // it had connected, and the news was overtaken by the deadline of another that did not
        }
        catch (OperationCanceledException) when (!connecting.IsCompleted)
        {
            _ = connecting.ContinueWith(_ => instrument.DisposeAsync().AsTask(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }

        return identity!;
    }
}
