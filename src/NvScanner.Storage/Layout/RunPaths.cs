namespace NvScanner.Storage.Layout;

/// <summary>Paths of the run file that more than the table names.</summary>
internal static class RunPaths
{
    /// <summary>The entry.</summary>
    public const string Entry = "/entry";

    /// <summary>State of the run, one of the words of <see cref="Abstractions.Runs.RunTransitions.Word"/>.</summary>
    public const string RunState = "/entry/run_state";

    /// <summary>End of the run, empty until then.</summary>
    public const string EndTime = "/entry/end_time";

    /// <summary>Start of the run.</summary>
    public const string StartTime = "/entry/start_time";

    /// <summary>Length of the run in seconds, NaN until its end.</summary>
    public const string Duration = "/entry/duration";

    /// <summary>Name of the plan.</summary>
    public const string Title = "/entry/title";

    /// <summary>Identity of the run.</summary>
    public const string Identifier = "/entry/experiment_identifier";

    /// <summary>Everything that the run was made from, as one JSON object.</summary>
    public const string Config = "/entry/process/config";

    /// <summary>Photon-collecting seconds of the whole run, NaN until its end.</summary>
    public const string PhotonSeconds = "/entry/process/photon_seconds";

    /// <summary>Seconds per pixel that are not photon collection, NaN until the end.</summary>
    public const string OverheadPerPixel = "/entry/process/overhead_per_pixel";

    /// <summary>The commit point of every pixel.</summary>
    public const string PixelState = "/entry/raw/pixel_state";

    /// <summary>Photon counts.</summary>
    public const string Counts = "/entry/raw/counts";

    /// <summary>Swept frequencies.</summary>
    public const string Frequency = "/entry/raw/frequency";

    /// <summary>Group of the maps.</summary>
    public const string Map = "/entry/map";

    /// <summary>x of the pixel centres; attribute size is the width of the field of view.</summary>
    public const string MapX = "/entry/map/x";

    /// <summary>y of the pixel centres; attribute size is the height of the field of view.</summary>
    public const string MapY = "/entry/map/y";

    /// <summary>What is wrong with each pixel.</summary>
    public const string Reason = "/entry/map/reason";

    /// <summary>Topography.</summary>
    public const string Topography = "/entry/topography/z";

    /// <summary>Group of the cell's log.</summary>
    public const string Electrochemistry = "/entry/electrochemistry";

    /// <summary>Group of the cell at each pixel.</summary>
    public const string CellAtPixel = "/entry/cell_at_pixel";

    /// <summary>Group of the truth of simulated rigs.</summary>
    public const string Truth = "/entry/truth";
}
