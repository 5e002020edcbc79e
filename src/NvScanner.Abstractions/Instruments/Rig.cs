using System.Diagnostics.CodeAnalysis;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Immutable set of connected instruments by role.</summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly Dictionary<string, IInstrument> _byRole;

    private Rig(RigProfile profile, Dictionary<string, IInstrument> byRole, Dictionary<string, InstrumentIdentity> identities)
    {
        Profile = profile;
        _byRole = byRole;
        Identities = identities;
    }

    /// <summary>The profile.</summary>
    public RigProfile Profile { get; }

    /// <summary>What each instrument said of itself, by role.</summary>
    public IReadOnlyDictionary<string, InstrumentIdentity> Identities { get; }

    /// <summary>Every instrument with its role.</summary>
    public IReadOnlyDictionary<string, IInstrument> Instruments => _byRole;

    /// <summary>The twin's own values; null on a real rig.</summary>
    public IGroundTruth? Truth => _byRole.Values.OfType<IGroundTruth>().FirstOrDefault();

    /// <summary>Creates and connects every instrument at once; returns when all are connected. When some fail, those that are connected are disposed and all failures are thrown together as <see cref="RigConnectionException"/>.</summary>
    public static async Task<Rig> ConnectAsync(RigProfile profile, IEnumerable<IDriverFactory> factories, TimeProvider time, CancellationToken cancellationToken)
    {
        var byKey = factories.ToDictionary(f => f.Key, StringComparer.Ordinal);
        var context = new DriverContext(time, profile);
        var attempts = profile.Instruments.Select(spec => ConnectOneAsync(spec, byKey, context, cancellationToken)).ToArray();
        var outcomes = await Task.WhenAll(attempts);
        var failures = outcomes.Where(o => o.Failure is not null).Select(o => o.Failure!).ToArray();
        if (failures.Length > 0)
        {
            foreach (var outcome in outcomes)
            {
                if (outcome.Instrument is not null)
                    await outcome.Instrument.DisposeAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw new RigConnectionException(profile.Name, failures);
        }

        return new Rig(
            profile,
            outcomes.ToDictionary(o => o.Spec.Role, o => o.Instrument!, StringComparer.Ordinal),
            outcomes.ToDictionary(o => o.Spec.Role, o => o.Identity!, StringComparer.Ordinal));
    }

    /// <summary>The instrument of a role with a capability; false when the role is empty or its driver lacks it.</summary>
    public bool TryGet<T>(string role, [NotNullWhen(true)] out T? instrument) where T : class
    {
        instrument = _byRole.TryGetValue(role, out var found) ? found as T : null;
        return instrument is not null;
    }

    /// <summary>The instrument of a role with a capability; throws <see cref="MissingCapabilityException"/> naming role, capability and remedy.</summary>
    public T Require<T>(string role) where T : class =>
        TryGet<T>(role, out var instrument) ? instrument : throw new MissingCapabilityException(Profile.Name, role, typeof(T), _byRole.GetValueOrDefault(role)?.Id);

    /// <summary>Disposes every instrument; returns when all connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var instrument in _byRole.Values)
            await instrument.DisposeAsync();
    }

    private static async Task<(InstrumentSpec Spec, IInstrument? Instrument, InstrumentIdentity? Identity, Exception? Failure)> ConnectOneAsync(
        InstrumentSpec spec, Dictionary<string, IDriverFactory> factories, DriverContext context, CancellationToken cancellationToken)
    {
        IInstrument? instrument = null;
        try
        {
            if (!factories.TryGetValue(spec.Driver, out var factory))
                throw new InstrumentException(spec.Id, $"there is no driver '{spec.Driver}'; `nvscanner profile drivers` lists them");
            instrument = factory.Create(spec, context);
            var identity = await instrument.ConnectAsync(cancellationToken);
            return (spec, instrument, identity, null);
        }
        catch (Exception failure) when (failure is InstrumentException or OperationCanceledException or FormatException or KeyNotFoundException)
        {
            return (spec, instrument, null, failure);
        }
    }
}
