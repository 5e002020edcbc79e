using System.Runtime.InteropServices;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Reading;

public sealed partial class RunFile
{
    private const string Errors = "_errors";

    /// <summary>Maps of doubles in /entry/map, without their errors.</summary>
    public IReadOnlyList<MapInfo> Maps => MapsOf(RunPaths.Map);

    /// <summary>Maps of doubles in /entry/truth; empty for a real rig.</summary>
    public IReadOnlyList<MapInfo> TruthMaps => HasTruth ? MapsOf(RunPaths.Truth) : [];

    /// <summary>Swept frequencies in Hz.</summary>
    public double[] FrequenciesHz => _file.Read<double>(RunPaths.Frequency);

    /// <summary>x of the pixel centres in metres in the map frame, ascending.</summary>
    public double[] XMetres => _file.Read<double>(RunPaths.MapX);

    /// <summary>y of the pixel centres in metres in the map frame, ascending.</summary>
    public double[] YMetres => _file.Read<double>(RunPaths.MapY);

    /// <summary>Width of the field of view in metres; in older files from the columns' pitch, NaN for a single column.</summary>
    public double SizeXMetres => SizeOf(RunPaths.MapX, XMetres);

    /// <summary>Height of the field of view in metres; in older files from the rows' pitch, NaN for a single row.</summary>
    public double SizeYMetres => SizeOf(RunPaths.MapY, YMetres);

    /// <summary>Counter-clockwise rotation of the map frame about the centre of the field, in degrees.</summary>
    public double RotationDegrees => _file.ReadAttribute<double>(RunPaths.Map, "rotation")?[0] ?? 0;

    /// <summary>Systematic error of B_parallel in T, one value per frame.</summary>
    public double[] ParallelFieldSystematicTesla => _file.Read<double>("/entry/map/B_parallel_systematic");

    /// <summary>One frame of a map of /entry/map ("B_parallel", "B_parallel_errors", ...), row-major [y * PixelsX + x]; NaN where it is not determined.</summary>
    public double[] ReadMap(string name, int frame = 0) => ReadPixels<double>($"{RunPaths.Map}/{name}", frame);

    /// <summary>One frame of a map of /entry/truth, row-major.</summary>
    public double[] ReadTruth(string name, int frame = 0) => ReadPixels<double>($"{RunPaths.Truth}/{name}", frame);

    /// <summary>One frame of a dataset of /entry/raw with one double per pixel ("time", "duration"), row-major.</summary>
    public double[] ReadRaw(string name, int frame = 0) => ReadPixels<double>($"/entry/raw/{name}", frame);

    /// <summary>One frame of a dataset of three doubles per pixel, [pixel, component]: "/entry/raw/position_set", "/entry/truth/B", ...</summary>
    public double[] ReadVectors(string path, int frame = 0) => ReadPixels<double>(path, frame);

    /// <summary>One frame of the cell at each pixel's middle ("voltage", "current", "state_of_charge", "cycle"), row-major; only with a cell programme, see <see cref="HasCell"/>.</summary>
    public double[] ReadCellAtPixel(string name, int frame = 0) => ReadPixels<double>($"{RunPaths.CellAtPixel}/{name}", frame);

    /// <summary>Heights of the sample in metres, row-major.</summary>
    public double[] ReadTopography(int frame = 0) => ReadPixels<double>(RunPaths.Topography, frame);

    /// <summary>States of a frame's pixels, row-major; only committed pixels are not <see cref="PixelState.NotMeasured"/>.</summary>
    public PixelState[] ReadStates(int frame = 0) => MemoryMarshal.Cast<byte, PixelState>(ReadPixels<byte>(RunPaths.PixelState, frame)).ToArray();

    /// <summary>Reasons of a frame's pixels, row-major.</summary>
    public PixelReason[] ReadReasons(int frame = 0) => MemoryMarshal.Cast<byte, PixelReason>(ReadPixels<byte>(RunPaths.Reason, frame)).ToArray();

    /// <summary>Sweeps that are summed into the counts of a frame's pixels, row-major.</summary>
    public uint[] ReadSweeps(int frame = 0) => ReadPixels<uint>("/entry/raw/sweeps", frame);

    /// <summary>Photon counts of one pixel, one per frequency.</summary>
    public uint[] ReadCounts(int frame, int y, int x) => _file.Read<uint>(RunPaths.Counts, [frame, y, x, 0], [1, 1, 1, Shape.Bins]);

    /// <summary>Photon counts of whole rows, [row, x, frequency].</summary>
    public uint[] ReadCountsBlock(int frame, int firstRow, int rows) =>
        _file.Read<uint>(RunPaths.Counts, [frame, firstRow, 0, 0], [1, rows, Shape.PixelsX, Shape.Bins]);

    /// <summary>Counting seconds per element of the counts, per pixel, row-major.</summary>
    public double[] ReadDwellSeconds(int frame = 0)
    {
        const string Path = "/entry/raw/dwell";
        if (_file.Describe(Path).Dimensions.Count > 0)
            return ReadPixels<double>(Path, frame);
        var seconds = new double[Shape.PixelsPerFrame];
        Array.Fill(seconds, _file.Read<double>(Path)[0]);
        return seconds;
    }

    private double SizeOf(string axis, double[] centres) => _file.ReadAttribute<double>(axis, "size") is [var size] ? size
        : centres.Length > 1 ? (centres[^1] - centres[0]) * centres.Length / (centres.Length - 1)
        : double.NaN;

    private MapInfo[] MapsOf(string group)
    {
        IReadOnlyList<string> names = _file.List(group);
        return
        [
            .. names
                .Where(name => !name.EndsWith(Errors, StringComparison.Ordinal) && IsMap($"{group}/{name}"))
                .Select(name => new MapInfo(
                    name,
                    _file.ReadTextAttribute($"{group}/{name}", "units") ?? "1",
                    _file.ReadTextAttribute($"{group}/{name}", "long_name") ?? name,
                    names.Contains(name + Errors))),
        ];
    }

    private bool IsMap(string path)
    {
        Hdf5Shape shape = _file.Describe(path);
        return shape.Class == Hdf5Class.Float
            && shape.Dimensions.Count is 2 or 3
            && shape.Dimensions.TakeLast(2).SequenceEqual([Shape.PixelsY, Shape.PixelsX]);
    }

    /// <summary>One frame of a dataset whose leading dimensions are [frame, y, x], or [y, x] when there is one frame.</summary>
    private T[] ReadPixels<T>(string path, int frame)
        where T : unmanaged
    {
        if (frame < 0 || frame >= Shape.Frames)
            throw new ArgumentOutOfRangeException(nameof(frame), frame, $"{Path} has {Shape.Frames} frames, counted from 0.");
        if (!_file.Exists(path))
            throw new RunFileException(Path, $"it has no {path}");
        long[] dimensions = [.. _file.Describe(path).Dimensions];
        bool hasFrames = HasFrames(path, dimensions);
        if (!dimensions.Skip(hasFrames ? 1 : 0).Take(2).SequenceEqual([Shape.PixelsY, Shape.PixelsX]))
            throw new RunFileException(Path, $"{path} is no dataset of pixels");
        long[] start = new long[dimensions.Length];
        if (hasFrames)
        {
            start[0] = frame;
            dimensions[0] = 1;
        }

        return _file.Read<T>(path, start, dimensions);
    }

    private bool HasFrames(string path, long[] dimensions)
    {
        DatasetDefinition? known = RunFileTable.PixelDatasets.FirstOrDefault(dataset => dataset.Path == path && dataset.Axes.Count > 0);
        return known is not null
            ? known.Axes[0] == DataAxis.Frame || Shape.Frames > 1
            : dimensions.Length > 2 && dimensions[0] == Shape.Frames;
    }
}
