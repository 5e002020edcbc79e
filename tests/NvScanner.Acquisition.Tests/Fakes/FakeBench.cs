using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>The physical truth behind the fake instruments, their script and the record of their calls.</summary>
internal sealed class FakeBench(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private int _count;

    public TimeProvider Time => time;

    /// <summary>Simulated time of every call.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Time of making one instrument safe.</summary>
    public TimeSpan SafeLatency { get; set; }

    /// <summary>What happens at a call, by its running number (from 1) and its text; null means nothing special.</summary>
    public Func<int, string, Fault?>? Script { get; set; }

    /// <summary>Called when an instrument has become safe.</summary>
    public Action<InstrumentId>? OnMadeSafe { get; set; }

    /// <summary>Called at the first call.</summary>
    public Action? OnFirstCall { get; set; }

    /// <summary>Whether calls are written down; off where allocation is measured.</summary>
    public bool Records { get; set; } = true;

    public bool MicrowaveOn { get; set; }

    public bool LaserOn { get; set; }

    public bool InterlockClosed { get; set; } = true;

    public bool CurrentOn { get; set; }

    public bool CellDriven { get; set; }

    public bool TipRetracted { get; set; } = true;

    public Vector3 BiasTesla { get; set; }

    public Vector3 Position { get; set; }

    public double FrequencyHz { get; set; }

    /// <summary>Field along the NV at a position and time.</summary>
    public Func<Vector3, double> ParallelTesla { get; set; } = _ => 1.5e-3;

    public double PhotonRate { get; set; } = 300e3;

    /// <summary>Distance from its target up to which the stage counts as there.</summary>
    public double StageToleranceMetres { get; set; } = double.PositiveInfinity;

    /// <summary>By how much the stage misses its target in x, by the running number of the move from 1.</summary>
    public Func<int, double> MissesByMetres { get; set; } = _ => 0;

    /// <summary>Sweep, by its running number from 1, of which one bin reads all bits set.</summary>
    public int SpoiledSweep { get; set; }

    /// <summary>Power that the laser reads while it emits.</summary>
    public double LaserWatts { get; set; } = 150e-6;

    public double Contrast { get; set; } = 0.15;

    public bool IsSafe => !MicrowaveOn && !LaserOn && !CurrentOn && !CellDriven && TipRetracted;

    public string[] Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>One call: recorded, delayed, failed or hung as scripted, then done.</summary>
    public ValueTask CallAsync(InstrumentId id, string call, Action? effect, CancellationToken token) =>
        !Records && Script is null && Latency == TimeSpan.Zero ? Done(effect) : PlayAsync(id, call, effect, Latency, token);

    /// <summary>One call of an instrument with a latency of its own.</summary>
    public ValueTask CallAsync(InstrumentId id, string call, Action? effect, TimeSpan latency, CancellationToken token) => PlayAsync(id, call, effect, latency, token);

    public ValueTask MakeSafeAsync(InstrumentId id, Action effect, CancellationToken deadline) =>
        PlayAsync(id, "MakeSafe", () =>
        {
            effect();
            OnMadeSafe?.Invoke(id);
        }, SafeLatency, deadline);

    private static ValueTask Done(Action? effect)
    {
        effect?.Invoke();
        return ValueTask.CompletedTask;
    }

    // pooled, so that measurements of allocation see the scan and not its fakes
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PlayAsync(InstrumentId id, string call, Action? effect, TimeSpan latency, CancellationToken token)
    {
        var text = Records || Script is not null ? $"{id.Role}.{call}" : call;
        int number;
        lock (_lock)
        {
            number = ++_count;
            if (Records)
                _calls.Add(text);
        }

        if (number == 1)
            OnFirstCall?.Invoke();
        switch (Script?.Invoke(number, text))
        {
            case Fault.Fails:
                throw new InstrumentReplyException(id, call, "ERR 7");
            case Fault.Hangs:
                await time.DelayForeverAsync(token);
                break;
            case Fault.HangsDeaf:
                await time.DelayForeverAsync(CancellationToken.None);
                break;
            case Fault.ActsLate:
                await time.DelayAsync(TimeSpan.FromSeconds(0.4), CancellationToken.None);
                break;
            case null when latency > TimeSpan.Zero:
                await time.DelayAsync(latency, token);
                break;
        }

        effect?.Invoke();
    }
}

/// <summary>What goes wrong at one call.</summary>
internal enum Fault
{
    /// <summary>The instrument answers an error.</summary>
    Fails,

    /// <summary>No answer, until cancelled.</summary>
    Hangs,

    /// <summary>No answer ever, cancelled or not.</summary>
    HangsDeaf,

    /// <summary>Ignores its cancellation and acts 0.4 s later.</summary>
    ActsLate,
}

internal static class Waiting
{
    public static async ValueTask DelayForeverAsync(this TimeProvider time, CancellationToken token)
    {
        if (time is ISimulatedTime simulated)
            await simulated.ElapseAsync(TimeSpan.FromTicks(-1), token);
        else
            await new TaskCompletionSource().Task.WaitAsync(token);
    }
}
