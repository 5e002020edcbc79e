using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>What goes through the pipeline in the order of events: a page, a document, or work for the store's task in its turn.</summary>
internal readonly record struct PipelineItem(PixelPage? Page, RunDocument? Document, Func<ValueTask>? Work = null);
