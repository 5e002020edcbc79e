using NvScanner.Reporting.Maps;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Runs;

/// <summary>Reads the maps of a run file as plain data.</summary>
public sealed class RunMaps
{
    /// <summary>Pitch of a single pixel whose size an older file does not tell.</summary>
    private const double UnknownPitch = 1e-9;

    private readonly RunFile _run;
    private readonly Dictionary<string, MapInfo> _infos = new(StringComparer.Ordinal);
    private readonly FieldMap _area;

    /// <summary>Looks up what maps a run has.</summary>
    public RunMaps(RunFile run)
    {
        _run = run;
        foreach (var map in run.Maps)
        {
            _infos.Add(map.Name, map);
            if (map.HasErrors)
                _infos.Add(map.Name + MapNames.Errors, map with { Name = map.Name + MapNames.Errors });
        }

        _infos.Add(MapNames.Topography, new(MapNames.Topography, "m", "topography", HasErrors: false));
        _infos.Add(MapNames.Reason, new(MapNames.Reason, "1", "reason", HasErrors: false));
        foreach (var map in run.TruthMaps)
            _infos.Add(MapNames.Truth + map.Name, map with { Name = MapNames.Truth + map.Name });
        if (_infos.ContainsKey(MapNames.Truth + "B_parallel"))
            _infos.Add(MapNames.Residual, new(MapNames.Residual, "T", "residual", HasErrors: false));
        _area = FieldOfView(run);
    }

    /// <summary>Names of all maps: those of /entry/map with their errors, topography, reason, truth_* and the residual of simulated runs.</summary>
    public IReadOnlyCollection<string> Names => _infos.Keys;

    /// <summary>Whether the run has a map of that name.</summary>
    public bool Has(string name) => _infos.ContainsKey(name);

    /// <summary>One frame of a map; <see cref="ArgumentException"/> lists the names when there is none.</summary>
    public FieldMap Read(string name, int frame = 0)
    {
        if (!_infos.TryGetValue(name, out var info))
            throw new ArgumentException($"{_run.Path} has no map '{name}'; it has {string.Join(", ", _infos.Keys.Order(StringComparer.Ordinal))}");
        var values = ReadValues(name, frame);
        var (longName, style) = MapNames.Describe(name, info.LongName);
        return _area with
        {
            Name = name,
            LongName = longName,
            Unit = info.Units,
            Values = values,
            Style = style,
            Centre = style == MapStyle.Signed ? CentreOf(name, values) : 0,
            InPercent = name is "contrast" or "contrast" + MapNames.Errors,
            Frame = frame,
        };
    }

    /// <summary>One frame of a map as it is drawn: truth in the colours of what was fitted, so that the two compare by eye.</summary>
    public (FieldMap Map, MapView View) ReadForPicture(string name, int frame = 0)
    {
        var map = Read(name, frame);
        if (FittedOf(name) is not { } fittedName)
            return (map, MapView.Of(map));
        var fitted = Read(fittedName, frame);
        return fitted.HasValue ? (map with { Centre = fitted.Centre }, MapView.Of(fitted)) : (map, MapView.Of(map));
    }

    private static string? FittedOf(string name) => name switch
    {
        MapNames.Truth + "B_parallel" => "B_parallel",
        MapNames.Truth + "D" => "zero_field_splitting",
        _ => null,
    };

    private double[] ReadValues(string name, int frame) => name switch
    {
        MapNames.Topography => _run.ReadTopography(frame),
        MapNames.Reason => [.. _run.ReadReasons(frame).Select(r => (double)(byte)r)],
        MapNames.Residual => [.. _run.ReadMap("B_parallel", frame).Zip(_run.ReadTruth("B_parallel", frame), (fit, truth) => fit - truth)],
        _ when name.StartsWith(MapNames.Truth, StringComparison.Ordinal) => _run.ReadTruth(name[MapNames.Truth.Length..], frame),
        _ => _run.ReadMap(name, frame),
    };

    /// <summary>Stray field and residual are about zero; what sits on a bias field or on D is drawn about its median.</summary>
    private static double CentreOf(string name, double[] values)
    {
        if (name is "B_stray" or MapNames.Residual)
            return 0;
        var median = Statistics.Median(values);
        return double.IsNaN(median) ? 0 : median;
    }

    private static FieldMap FieldOfView(RunFile run)
    {
        var (x, y) = (run.XMetres, run.YMetres);
        var (pitchX, pitchY) = (run.SizeXMetres / x.Length, run.SizeYMetres / y.Length);
        if (double.IsNaN(pitchX))
            pitchX = double.IsNaN(pitchY) ? UnknownPitch : pitchY;
        if (double.IsNaN(pitchY))
            pitchY = pitchX;
        return new()
        {
            Name = "",
            LongName = "",
            Unit = "1",
            Values = [],
            PixelsX = x.Length,
            PixelsY = y.Length,
            OriginX = Snapped(x[0] - pitchX / 2, pitchX),
            OriginY = Snapped(y[0] - pitchY / 2, pitchY),
            SizeX = x.Length * pitchX,
            SizeY = y.Length * pitchY,
            RotationDegrees = run.RotationDegrees,
        };
    }

    /// <summary>Rounding of the centres must not leave an origin of 1e-22 m where the plan said 0.</summary>
    private static double Snapped(double origin, double pitch) => Math.Abs(origin) < 1e-9 * pitch ? 0 : origin;
}
