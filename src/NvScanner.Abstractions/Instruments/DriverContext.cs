using System.Collections.Concurrent;

namespace NvScanner.Abstractions.Instruments;

/// <summary>What drivers of one rig share: the clock, the profile and, between drivers of one family, objects such as a bus or a simulated world.</summary>
public sealed class DriverContext(TimeProvider time, RigProfile profile)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _shared = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The profile that the rig is made from.</summary>
    public RigProfile Profile { get; } = profile;

    /// <summary>The one object of type <typeparamref name="T"/> of this rig, created by the first driver that asks.</summary>
    public T Shared<T>(Func<DriverContext, T> create) where T : class =>
        (T)_shared.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;
}
