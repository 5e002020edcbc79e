using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>The bytes of one column of a page, pixel after pixel in the order of visits, as they stand in the file.</summary>
internal delegate ReadOnlySpan<byte> PageSource(PixelPage page);
