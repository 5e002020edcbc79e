namespace NvScanner.Abstractions.Scanning;

/// <summary>One visit of one pixel.</summary>
/// <param name="Visit">Running number over the whole run.</param>
/// <param name="Frame">Frame.</param>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Direction">Direction of the line.</param>
public readonly record struct PixelVisit(long Visit, int Frame, int X, int Y, ScanDirection Direction);
