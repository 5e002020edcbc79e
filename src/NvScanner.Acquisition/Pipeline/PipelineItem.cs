using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>What goes through the pipeline in the order of events: a page or a document.</summary>
internal readonly record struct PipelineItem(PixelPage? Page, RunDocument? Document);
