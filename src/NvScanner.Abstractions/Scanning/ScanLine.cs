namespace NvScanner.Abstractions.Scanning;

/// <summary>A run of pixels visited one after the other in one direction.</summary>
/// <param name="Frame">Frame, from 0.</param>
/// <param name="Line">Running number within the frame, in the order of visits.</param>
/// <param name="FirstVisit">Running number of its first pixel over the whole run.</param>
/// <param name="Length">Number of pixels.</param>
/// <param name="FirstFast">Fast coordinate (pixel index) of its first pixel.</param>
/// <param name="FastStep">Step of the fast coordinate, negative when backwards.</param>
/// <param name="Slow">Slow coordinate (pixel index).</param>
/// <param name="Direction">Direction.</param>
public readonly record struct ScanLine(int Frame, int Line, long FirstVisit, int Length, int FirstFast, int FastStep, int Slow, ScanDirection Direction);
