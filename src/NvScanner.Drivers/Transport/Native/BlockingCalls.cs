using System.Collections.Concurrent;

namespace NvScanner.Drivers.Transport.Native;

/// <summary>A thread of its own for calls that block, one after the other: the pool's threads stay free for everybody else.</summary>
internal sealed class BlockingCalls : IDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
    private readonly Thread _thread;

    public BlockingCalls(string name)
    {
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs a call on the thread; the task ends with it.</summary>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(() =>
        {
            try
            {
                done.SetResult(call());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    /// <summary>Returns when the calls that were asked for have ended.</summary>
    public void Dispose()
    {
        _calls.CompleteAdding();
        _thread.Join();
        _calls.Dispose();
    }

    private void Work()
    {
        foreach (var call in _calls.GetConsumingEnumerable()) call();
    }
}
