namespace NvScanner.Reporting.Exports;

/// <summary>A format that maps are exported to.</summary>
public enum ExportFormat
{
    /// <summary>Gwyddion Simple Field, one file per map and frame.</summary>
    Gsf,

    /// <summary>A table, one file per frame: one row per pixel, one column per map.</summary>
    Csv,

    /// <summary>A picture with axes, scale bar and colour bar, and 16-bit grey data, two files per map and frame.</summary>
    Png,
}
