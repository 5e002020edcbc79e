namespace NvScanner.Acquisition.Sequencing;

/// <summary>Whether the operator wants the run to stand still, and how long it has stood; thread safe.</summary>
internal sealed class PauseSwitch
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isWanted;
    private double _pausedSeconds;

    /// <summary>Whether the run should stand still.</summary>
    public bool IsWanted => _isWanted;

    /// <summary>Seconds on the run's clock that the run has stood still, the present pause left out.</summary>
    public double PausedSeconds => Volatile.Read(ref _pausedSeconds);

    /// <summary>Ends when nobody wants a pause any more; ended while nobody does.</summary>
    public Task Released
    {
        get
        {
            lock (_lock)
                return _isWanted ? _released.Task : Task.CompletedTask;
        }
    }

    /// <summary>Wants a pause; false when it is wanted already.</summary>
    public bool Request()
    {
        lock (_lock)
        {
            if (_isWanted)
                return false;
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _isWanted = true;
        }
    }

    /// <summary>Wants the run to go on; false when nobody wanted a pause.</summary>
    public bool Release()
    {
        lock (_lock)
        {
            if (!_isWanted)
                return false;
            _isWanted = false;
            _released.SetResult();
            return true;
        }
    }

    /// <summary>Adds a pause that is over; by the sequencer only.</summary>
    public void AddPaused(double seconds) => Volatile.Write(ref _pausedSeconds, _pausedSeconds + seconds);
}
