namespace NvScanner.Reporting.Drawing;

/// <summary>A point of a drawing: x to the right, y downwards, in drawing units (one is a CSS pixel).</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public readonly record struct Point(double X, double Y);
