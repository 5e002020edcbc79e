using System.Globalization;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Runs;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Exports;

/// <summary>Exports maps of a run file.</summary>
public static class MapExport
{
    /// <summary>
    /// Writes maps of every frame (see <see cref="RunMaps.Names"/>; none named means all, for GSF and PNG without errors and truth) and returns the paths.
    /// Files are named [run]_[map][_frameNNN].[gsf|png|grey16.png] or [run][_frameNNN].csv. <see cref="ArgumentException"/> for a map that the run has not;
    /// <see cref="IOException"/> where a file exists and <paramref name="overwrite"/> is false: then nothing is written.
    /// </summary>
    public static IReadOnlyList<string> Write(ExportFormat format, string runFilePath, string outputDirectory, IReadOnlyCollection<string>? maps = null, bool overwrite = false)
    {
        using var run = RunFile.Open(runFilePath);
        var source = new RunMaps(run);
        var names = Chosen(format, source, maps ?? []);
        var stem = Path.Combine(outputDirectory, Path.GetFileNameWithoutExtension(runFilePath));
        KeyValuePair<string, string>[] metadata =
            [new("NvRun", run.Identifier), new("NvSample", run.SampleId), new("NvStartTime", run.StartTime.ToString("O", CultureInfo.InvariantCulture))];

        var files = new List<(string Path, Action<Stream> Write)>();
        for (var frame = 0; frame < run.Shape.Frames; frame++)
        {
            var (suffix, at) = (run.Shape.Frames == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"_frame{frame:000}"), frame);
            if (format == ExportFormat.Csv)
            {
                files.Add(($"{stem}{suffix}.csv", stream => CsvExport.Write(stream, [.. names.Select(name => source.Read(name, at))])));
                continue;
            }

            foreach (var name in names)
            {
                if (format == ExportFormat.Gsf)
                    files.Add(($"{stem}_{name}{suffix}.gsf", stream => GsfExport.Write(stream, source.Read(name, at), metadata)));
                else
                {
                    files.Add(($"{stem}_{name}{suffix}.png", stream =>
                    {
                        var (map, view) = source.ReadForPicture(name, at);
                        PngExport.WritePicture(stream, map, view, metadata);
                    }));
                    files.Add(($"{stem}_{name}{suffix}.grey16.png", stream => PngExport.WriteGray16(stream, source.Read(name, at), view: null, metadata)));
                }
            }
        }

        if (!overwrite && files.Find(f => File.Exists(f.Path)) is { Path: { } existing })
            throw new IOException($"{existing} exists and is not overwritten; choose another folder or allow it (--overwrite)");
        return [.. files.Select(f => DerivedFile.Write(f.Path, overwrite, f.Write))];
    }

    private static string[] Chosen(ExportFormat format, RunMaps source, IReadOnlyCollection<string> wanted)
    {
        if (wanted.FirstOrDefault(name => !source.Has(name)) is { } unknown)
            throw new ArgumentException($"the run has no map '{unknown}'; it has {string.Join(", ", source.Names)}", nameof(wanted));
        if (wanted.Count > 0)
            return [.. wanted.Distinct()];
        return format == ExportFormat.Csv
            ? [.. source.Names]
            : [.. source.Names.Where(name => !name.EndsWith(MapNames.Errors, StringComparison.Ordinal) && !name.StartsWith(MapNames.Truth, StringComparison.Ordinal))];
    }
}
