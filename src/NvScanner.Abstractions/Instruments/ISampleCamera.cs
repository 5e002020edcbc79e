using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A camera that looks at the sample from above: row 0 is the smallest y, column 0 the smallest x of the sample frame.</summary>
public interface ISampleCamera : IInstrument
{
    /// <summary>Columns and rows of a frame; valid once connected.</summary>
    (int Columns, int Rows) Size { get; }

    /// <summary>Significant bits of a pixel, 8 to 16; full scale is 2^bits - 1. Valid once connected.</summary>
    int Bits { get; }

    /// <summary>Edge of a pixel in the sample's plane; valid once connected.</summary>
    Length PixelPitch { get; }

    /// <summary>Sets the exposure; returns when the next frame will have it. Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetExposureAsync(TimeSpan exposure, CancellationToken cancellationToken);

    /// <summary>Takes one frame into <paramref name="pixels"/> (rows x columns, row by row); returns when it has been read out.</summary>
    ValueTask CaptureAsync(Memory<ushort> pixels, CancellationToken cancellationToken);
}
