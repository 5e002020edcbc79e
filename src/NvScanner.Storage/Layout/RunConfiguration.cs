using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>/entry/process/config: everything that the run was made from, as one JSON object.</summary>
internal static class RunConfiguration
{
    // a file, not a web page: quotes and non-ASCII letters of a plan stay readable
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Name of the setting that says on which clock the run ran.</summary>
    public const string ClockName = "clock";

    /// <summary>Its value in virtual time.</summary>
    public const string VirtualClock = "virtual";

    public static string ToJson(RunStarted run)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("plan", run.Plan.SourceText);
            json.WriteString("profile", run.Profile.SourceText);
            json.WriteStartObject("settings");
            json.WriteString("fit_model", run.FitModel);
            json.WriteString(ClockName, run.IsVirtualTime ? VirtualClock : "real");
            json.WriteNumber("dwell_s", run.Plan.Protocol.Dwell.TotalSeconds);
            json.WriteNumber("repeats", run.Plan.Protocol.Repeats);
            json.WriteString("lines", run.Plan.Protocol.Lines.ToString().ToLowerInvariant());
            json.WriteString("timing", run.Plan.Protocol.Timing.ToString().ToLowerInvariant());
            json.WriteString("path", run.Plan.Scan.Path.ToString().ToLowerInvariant());
            json.WriteString("fast_axis", run.Plan.Scan.FastAxis.ToString().ToLowerInvariant());
            json.WriteNumber("dead_time_s", run.DeadTimeSeconds);
            json.WriteNumber("longest_duration_s", run.LongestDuration.TotalSeconds);
            json.WriteEndObject();
            if (run.Seed is { } seed)
                json.WriteNumber("seed", seed);
            else
                json.WriteNull("seed");
            json.WriteStartObject("versions");
            foreach (var (name, version) in run.Versions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                json.WriteString(name, version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
