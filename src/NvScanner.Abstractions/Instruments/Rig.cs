using System.Diagnostics.CodeAnalysis;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Immutable set of connected instruments by role.</summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly Dictionary<string, IInstrument> _byRole;
    private readonly RigOutcomes _outcomes;

    private Rig(RigProfile profile, RigOutcomes outcomes)
    {
        Profile = profile;
        _outcomes = outcomes;
        _byRole = outcomes.All.ToDictionary(o => o.Spec.Role, o => o.Instrument!, StringComparer.Ordinal);
        Identities = outcomes.All.ToDictionary(o => o.Spec.Role, o => o.Identity!, StringComparer.Ordinal);
    }

    /// <summary>Longest time that an instrument may take to connect unless the caller says otherwise.</summary>
    public static TimeSpan DefaultConnectDeadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The profile.</summary>
    public RigProfile Profile { get; }

    /// <summary>What each instrument said of itself, by role.</summary>
    public IReadOnlyDictionary<string, InstrumentIdentity> Identities { get; }

    /// <summary>Every instrument with its role.</summary>
    public IReadOnlyDictionary<string, IInstrument> Instruments => _byRole;

    /// <summary>The twin's own values; null on a real rig.</summary>
    public IGroundTruth? Truth => _byRole.Values.OfType<IGroundTruth>().FirstOrDefault();

    /// <summary>What happens inside the twin's cell; null on a real rig.</summary>
    public ICellEvents? CellEvents => _byRole.Values.OfType<ICellEvents>().FirstOrDefault();

    /// <summary>Faults on command; null on a real rig.</summary>
    public IFaultInjection? Faults => _byRole.Values.OfType<IFaultInjection>().FirstOrDefault();

    /// <summary>Creates and connects every instrument at once; returns when all are connected. When some fail, those that are connected are disposed and all failures, each an <see cref="InstrumentException"/>, are thrown together as <see cref="RigConnectionException"/>.</summary>
    /// <param name="profile">Instruments to connect.</param>
    /// <param name="factories">Drivers by key.</param>
    /// <param name="time">Clock of the drivers and of the deadline.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="deadline">Longest time per instrument; null is <see cref="DefaultConnectDeadline"/>.</param>
    /// <param name="disposalFailed">Told of every instrument that cannot be disposed, then or when the rig is; disposing itself never throws.</param>
    public static async Task<Rig> ConnectAsync(
        RigProfile profile, IEnumerable<IDriverFactory> factories, TimeProvider time, CancellationToken cancellationToken,
        TimeSpan? deadline = null, Action<Exception>? disposalFailed = null)
    {
        var outcomes = await TryConnectAsync(profile, factories, time, cancellationToken, deadline, disposalFailed);
        var failures = outcomes.All.Select(o => o.Failure).OfType<Exception>().ToArray();
        if (failures.Length > 0)
        {
            await outcomes.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new RigConnectionException(profile.Name, failures);
        }

        return new Rig(profile, outcomes);
    }

    /// <summary>Creates and connects every instrument at once, as <see cref="ConnectAsync"/> does, but keeps those that connected when others fail; returns, and throws for no instrument, when each is connected, has failed or has used up its time.</summary>
    /// <param name="profile">Instruments to connect.</param>
    /// <param name="factories">Drivers by key.</param>
    /// <param name="time">Clock of the drivers and of the deadline.</param>
    /// <param name="cancellationToken">Gives up; each instrument not yet connected then has that as its failure.</param>
    /// <param name="deadline">Longest time per instrument; null is <see cref="DefaultConnectDeadline"/>.</param>
    /// <param name="disposalFailed">Told of every instrument that cannot be disposed.</param>
    public static async Task<RigOutcomes> TryConnectAsync(
        RigProfile profile, IEnumerable<IDriverFactory> factories, TimeProvider time, CancellationToken cancellationToken,
        TimeSpan? deadline = null, Action<Exception>? disposalFailed = null)
    {
        var connector = new RigConnector(profile, factories, time, deadline ?? DefaultConnectDeadline);
        return new RigOutcomes(await Task.WhenAll(profile.Instruments.Select(spec => connector.ConnectAsync(spec, cancellationToken))), disposalFailed);
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

    /// <summary>Disposes every instrument, also after one of them failed, and never throws; returns when all connections are closed or have said why not.</summary>
    public ValueTask DisposeAsync() => _outcomes.DisposeAsync();
}
