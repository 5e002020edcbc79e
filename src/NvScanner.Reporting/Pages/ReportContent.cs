using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Pages;

/// <summary>Everything that a report page shows, as plain data.</summary>
public sealed record ReportContent
{
    /// <summary>Name of the run.</summary>
    public required string Title { get; init; }

    /// <summary>State of the run as the file says it.</summary>
    public required RunState State { get; init; }

    /// <summary>Whether the file says that the run goes on although nobody writes it any more.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether fewer than half of the measured pixels are valid; such a run is not shown as a success.</summary>
    public bool IsMostlyFlagged { get; init; }

    /// <summary>What the reader must know before looking at a map.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>One sentence on what was scanned and when.</summary>
    public required string Summary { get; init; }

    /// <summary>The few numbers that one looks at first.</summary>
    public required IReadOnlyList<ReportFact> KeyFigures { get; init; }

    /// <summary>Plan and conduct of the run, by name.</summary>
    public required IReadOnlyList<ReportFact> Plan { get; init; }

    /// <summary>The map of the field.</summary>
    public required MapFigure MainMap { get; init; }

    /// <summary>Further maps.</summary>
    public IReadOnlyList<MapFigure> Maps { get; init; } = [];

    /// <summary>The field of each frame with common colours; empty for one frame.</summary>
    public IReadOnlyList<MapFigure> Frames { get; init; } = [];

    /// <summary>Remarks on maps that are not shown and the like.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The cell during the scan, or null without a cell programme.</summary>
    public CellLogFigure? Cell { get; init; }

    /// <summary>Spectra of chosen pixels.</summary>
    public IReadOnlyList<SpectrumFigure> Spectra { get; init; } = [];

    /// <summary>Histograms of the fit's quality.</summary>
    public IReadOnlyList<HistogramFigure> Histograms { get; init; } = [];

    /// <summary>Pixels of the run by reason.</summary>
    public required IReadOnlyList<(PixelReason Reason, long Pixels)> Reasons { get; init; }

    /// <summary>Events of the run.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>Identity, seed and versions.</summary>
    public required IReadOnlyList<ReportFact> Provenance { get; init; }

    /// <summary>Text of the plan.</summary>
    public required string PlanText { get; init; }

    /// <summary>Text of the profile.</summary>
    public required string ProfileText { get; init; }
}
