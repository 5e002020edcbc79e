using System.Globalization;
using System.Text.Json;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Reading;

/// <summary>A run file open for reading, finished or still being written; what changes is read anew at every call.</summary>
/// <remarks>Maps are row-major [y * PixelsX + x], index 0 at the smallest coordinates. Safe to call from several threads.</remarks>
public sealed partial class RunFile : IDisposable
{
    private readonly Hdf5File _file;

    private RunFile(Hdf5File file)
    {
        _file = file;
        Hdf5Shape states = Expect(RunPaths.PixelState, Hdf5Class.Integer, rank: 3);
        Shape = new RunShape(
            checked((int)states.Dimensions[0]), checked((int)states.Dimensions[1]), checked((int)states.Dimensions[2]),
            checked((int)Expect(RunPaths.Frequency, Hdf5Class.Float, rank: 1).Count));
        Expect(RunPaths.Counts, Hdf5Class.Integer, rank: 4);
        using JsonDocument config = ParseConfig();
        JsonElement root = config.RootElement;
        PlanText = TextOf(root, "plan");
        ProfileText = TextOf(root, "profile");
        Seed = root.TryGetProperty("seed", out JsonElement seed) && seed.ValueKind == JsonValueKind.Number && seed.TryGetUInt64(out ulong value) ? value : null;
        IsVirtualTime = root.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object && TextOf(settings, RunConfiguration.ClockName) is { Length: > 0 } clock
            ? clock == RunConfiguration.VirtualClock
            : null;
        Versions = root.TryGetProperty("versions", out JsonElement versions) && versions.ValueKind == JsonValueKind.Object
            ? versions.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToString(), StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }

    /// <summary>Path of the file.</summary>
    public string Path => _file.Path;

    /// <summary>Frames, rows, columns and frequencies.</summary>
    public RunShape Shape { get; }

    /// <summary>Text of the plan, as it was run.</summary>
    public string PlanText { get; }

    /// <summary>Text of the profile, secrets removed.</summary>
    public string ProfileText { get; }

    /// <summary>Seed of the simulated rig, or null.</summary>
    public ulong? Seed { get; }

    /// <summary>Whether the run ran in virtual time; null when the file does not say so.</summary>
    public bool? IsVirtualTime { get; }

    /// <summary>Whether every series has its true length: so a run leaves its file, unless its program was killed at the very end or the disk had no room for a copy.</summary>
    public bool HasTrueLengths => RunFileTable.Series.All(series => SeriesParts.In(_file, series) is not { Count: > 0 } parts
        || (parts.Count == 1 && _file.Describe(series.Columns[0].Path).Dimensions[0] == parts[0].Used));

    /// <summary>Versions by name: "NvScanner", "commit", ...</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>Name of the plan.</summary>
    public string Title => _file.ReadText(RunPaths.Title);

    /// <summary>Identity of the run.</summary>
    public string Identifier => _file.ReadText(RunPaths.Identifier);

    /// <summary>Sample id.</summary>
    public string SampleId => _file.ReadText("/entry/sample/name");

    /// <summary>Name of the rig.</summary>
    public string RigName => _file.ReadText("/entry/instrument/name");

    /// <summary>Fit model that the run used, or "auto".</summary>
    public string FitModel => _file.ReadText("/entry/process/fit_model");

    /// <summary>Present state of the run; the state in which a run was killed stays.</summary>
    public RunState State => Enum.TryParse(_file.ReadText(RunPaths.RunState), ignoreCase: true, out RunState state)
        ? state
        : throw NotOurs($"'{_file.ReadText(RunPaths.RunState)}' is no state of a run");

    /// <summary>Start with its UTC offset.</summary>
    public DateTimeOffset StartTime => ReadTime(RunPaths.StartTime) ?? throw NotOurs("it has no start time");

    /// <summary>End with its UTC offset; null while the run lasts and for a run that was killed.</summary>
    public DateTimeOffset? EndTime => ReadTime(RunPaths.EndTime);

    /// <summary>Whether a simulated rig left its truth.</summary>
    public bool HasTruth => _file.Exists(RunPaths.Truth);

    /// <summary>Whether a cell was driven during the scan.</summary>
    public bool HasCell => _file.Exists(RunPaths.CellAtPixel);

    /// <summary>Whether the run says that it goes on although nobody holds the file for writing: its program was killed or lost its power.</summary>
    public bool IsInterrupted => !RunTransitions.IsFinal(State) && !FileHolder.IsHeld(Path);

    /// <summary>The version of the layout that this program writes.</summary>
    public static string CurrentSchemaVersion => RunFileTable.SchemaVersion;

    /// <summary>Version of the layout.</summary>
    public string SchemaVersion => _file.ReadTextAttribute(RunPaths.Entry, "schema_version")!;

    /// <summary>Throws <see cref="RunFileException"/>, naming who holds the file where that can be found out, unless nobody writes it.</summary>
    public static void RequireUnheld(string path) => FileHolder.ClaimAlone(path, path).Dispose();

    /// <summary>Opens a run file; <see cref="RunFileException"/> when it is absent, not HDF5, or not a run file of NvScanner.</summary>
    public static RunFile Open(string path)
    {
        if (!File.Exists(path))
            throw new RunFileException(path, Directory.Exists(path) ? "this is a folder; name a run file in it" : "there is no such file");
        Hdf5File file;
        try
        {
            file = Hdf5File.OpenRead(path);
        }
        catch (Hdf5Exception error)
        {
            throw new RunFileException(path, Hdf5File.IsHdf5(path) ? $"the file cannot be opened: {error.Message}" : "this is not an HDF5 file, so it is no run file of NvScanner", error);
        }

        try
        {
            CheckOrigin(file);
            return new RunFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Committed pixels of a frame.</summary>
    public PixelTally Tally(int frame)
    {
        PixelState[] states = ReadStates(frame);
        return new PixelTally(states.Length, states.LongCount(state => state == PixelState.Valid), states.LongCount(state => state == PixelState.Flagged));
    }

    /// <summary>Visits of a scan from the first on that are measured without a gap, up to one that no instrument vouched for; the scan has the file's shape.</summary>
    public long MeasuredVisits(ScanGeometry scan)
    {
        if ((scan.Frames, scan.PixelsY, scan.PixelsX) != (Shape.Frames, Shape.PixelsY, Shape.PixelsX))
            throw NotOurs($"its plan has {scan.Frames} x {scan.PixelsY} x {scan.PixelsX} pixels, its data {Shape.Frames} x {Shape.PixelsY} x {Shape.PixelsX}");
        PixelState[][] states = [.. Enumerable.Range(0, Shape.Frames).Select(ReadStates)];
        PixelReason[][] reasons = [.. Enumerable.Range(0, Shape.Frames).Select(ReadReasons)];
        var schedule = new ScanSchedule(scan);
        long visit = 0;
        while (visit < schedule.VisitCount && IsThere(schedule.GetVisit(visit)))
            visit++;
        return visit;

        bool IsThere(PixelVisit pixel) => pixel.Y * Shape.PixelsX + pixel.X is var place
            && states[pixel.Frame][place] != PixelState.NotMeasured && reasons[pixel.Frame][place] != PixelReason.Unvouched;
    }

    /// <summary>Committed pixels of the run.</summary>
    public PixelTally Tally() => Enumerable.Range(0, Shape.Frames).Aggregate(new PixelTally(0, 0, 0), (sum, frame) => sum + Tally(frame));

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static void CheckOrigin(Hdf5File file)
    {
        string? version = file.Exists(RunPaths.Entry) ? file.ReadTextAttribute(RunPaths.Entry, "schema_version") : null;
        if (file.ReadTextAttribute("/", "creator") != "NvScanner" || version is null)
            throw new RunFileException(file.Path, "this is an HDF5 file, but no run file of NvScanner (attribute creator of / and schema_version of /entry)");
        if (!version.StartsWith("1.", StringComparison.Ordinal))
            throw new RunFileException(file.Path, $"the layout has version {version}; this program reads 1.x: use a newer NvScanner");
    }

    private static string TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private JsonDocument ParseConfig()
    {
        try
        {
            return JsonDocument.Parse(_file.ReadText(RunPaths.Config));
        }
        catch (JsonException error)
        {
            throw new RunFileException(Path, $"{RunPaths.Config} is not JSON: {error.Message}", error);
        }
    }

    private Hdf5Shape Expect(string path, Hdf5Class elements, int rank)
    {
        Hdf5Shape shape = _file.Exists(path) ? _file.Describe(path) : throw NotOurs($"{path} is missing");
        return shape.Class == elements && shape.Dimensions.Count == rank
            ? shape
            : throw NotOurs($"{path} is {shape.Class} {shape} where {elements} of {rank} dimensions is expected");
    }

    private DateTimeOffset? ReadTime(string path)
    {
        string text = _file.ReadText(path);
        if (text.Length == 0)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time
            : throw NotOurs($"{path} holds '{text}', which is no time");
    }

    private RunFileException NotOurs(string what) => new(Path, $"the run file is damaged or of another program: {what}");
}
