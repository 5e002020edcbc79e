using System.Threading.Channels;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>The edge to whoever watches: frames at a limited rate through a short queue that drops its oldest, so that a slow viewer slows nothing but itself.</summary>
internal sealed class ProgressView
{
    private const int QueuedFrames = 4;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly Channel<RunProgress>? _frames;
    private readonly Task _viewer;
    private long _latestAt;
    private long _dropped;

    public ProgressView(IProgress<RunProgress>? viewer, TimeProvider clock, TimeSpan interval)
    {
        (_clock, _interval) = (clock, interval);
        _viewer = Task.CompletedTask;
        if (viewer is null)
            return;
        _frames = Channel.CreateBounded<RunProgress>(
            new BoundedChannelOptions(QueuedFrames) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _viewer = Task.Run(() => ShowAsync(_frames.Reader, viewer));
    }

    /// <summary>Frames that the viewer was too slow for.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether a frame would be shown now.</summary>
    public bool WantsFrame => _frames is not null && (_latestAt == 0 || _clock.GetElapsedTime(_latestAt) >= _interval);

    /// <summary>Offers a frame; never waits.</summary>
    public void Show(in RunProgress frame)
    {
        _latestAt = _clock.GetTimestamp();
        _frames?.Writer.TryWrite(frame);
    }

    /// <summary>Returns when the viewer has seen the last frame.</summary>
    public Task CompleteAsync()
    {
        _frames?.Writer.TryComplete();
        return _viewer;
    }

    private static async Task ShowAsync(ChannelReader<RunProgress> frames, IProgress<RunProgress> viewer)
    {
        await foreach (var frame in frames.ReadAllAsync())
            viewer.Report(frame);
    }
}
