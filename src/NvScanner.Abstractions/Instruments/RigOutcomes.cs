namespace NvScanner.Abstractions.Instruments;

/// <summary>What became of each instrument of a rig when all were tried; those that connected stay so until this is disposed.</summary>
public sealed class RigOutcomes : IAsyncDisposable
{
    private readonly Action<Exception>? _disposalFailed;

    internal RigOutcomes(IReadOnlyList<ConnectionOutcome> outcomes, Action<Exception>? disposalFailed)
    {
        All = outcomes;
        _disposalFailed = disposalFailed;
    }

    /// <summary>One outcome per instrument, in the profile's order.</summary>
    public IReadOnlyList<ConnectionOutcome> All { get; }

    /// <summary>Disposes every instrument, also after one of them failed, and never throws; returns when all connections are closed or have said why not.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var instrument in All.Select(o => o.Instrument).OfType<IInstrument>())
        {
            try
            {
                await instrument.DisposeAsync();
            }
            catch (Exception failure)
            {
                _disposalFailed?.Invoke(failure as InstrumentException ?? new InstrumentException(instrument.Id, $"its connection was not closed cleanly: {failure.Message}", failure));
            }
        }
    }
}
