namespace NvScanner.Acquisition.Protocols;

/// <summary>What is done at every pixel: sweeps over the same bins, summed by the caller until the pixel is good enough.</summary>
internal interface IMeasurementProtocol
{
    /// <summary>Bins of one sweep, in the order of /entry/raw/frequency.</summary>
    int Bins { get; }

    /// <summary>Photon-collecting time of one sweep.</summary>
    TimeSpan CountingTime { get; }

    /// <summary>Sets up what stays for the whole run, emitters on; returns when sweeps may begin.</summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Measures one sweep at the present position; returns when every bin has been written into <paramref name="counts"/> (length = bins).</summary>
    ValueTask SweepAsync(Memory<uint> counts, CancellationToken cancellationToken);
}
