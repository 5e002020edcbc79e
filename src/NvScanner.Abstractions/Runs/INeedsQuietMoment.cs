namespace NvScanner.Abstractions.Runs;

/// <summary>
/// A sink that now and then must do what it may not do beside a measurement, because it takes long or could end the process. The run then pauses by itself at a line's end: emitters off,
/// tip retracted, every pixel stored.
/// </summary>
public interface INeedsQuietMoment
{
    /// <summary>What a quiet moment is needed for, as the end of a sentence ("make room in events"); null when none is. Read at any time from any thread.</summary>
    string? NeedsQuietMomentTo { get; }

    /// <summary>
    /// The quiet moment, after everything that was handed on before; returns when the run may go on. What goes wrong without harm to a stored pixel is recorded by the sink itself and
    /// not asked for again; only what ends the run throws.
    /// </summary>
    ValueTask UseQuietMomentAsync(CancellationToken cancellationToken);
}
