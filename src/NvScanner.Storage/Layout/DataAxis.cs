namespace NvScanner.Storage.Layout;

/// <summary>What a dimension of a dataset counts.</summary>
internal enum DataAxis
{
    /// <summary>Frames of the run.</summary>
    Frame,

    /// <summary>Frames of the run; the dimension is left out when there is only one.</summary>
    MapFrame,

    /// <summary>Rows of the map, index 0 at the smallest y.</summary>
    Y,

    /// <summary>Columns of the map, index 0 at the smallest x.</summary>
    X,

    /// <summary>Swept frequencies.</summary>
    Frequency,

    /// <summary>The components x, y, z.</summary>
    Component,

    /// <summary>Rows of a series.</summary>
    Row,
}
