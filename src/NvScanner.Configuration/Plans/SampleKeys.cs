using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `sample`.</summary>
internal static class SampleKeys
{
    private static readonly string[] WithoutCell = ["test-conductor", "particles"];

    private static readonly Key<string> Id = new("id", new TextRule(60, "^[A-Za-z0-9][A-Za-z0-9._-]*$", "letters, digits and . _ -, beginning with a letter or digit"),
        "Name of the sample; part of the run file's name.", required: true);

    private static readonly Key<string> Configuration = new("configuration",
        Values.Word([.. WithoutCell, "full", "half", "symmetric", "ion-blocking", "electron-blocking", "electronic-only", "anode-free"]),
        "What kind of sample it is; the battery configurations are stored with the run, and what drives them is the section `cell`.", required: true);

    private static readonly Key<string> Geometry = new("geometry", Values.Word("cross-section", "in-plane", "exposed-surface"), "How a battery sample lies under the tip.");
    private static readonly Key<string> Atmosphere = new("atmosphere", new TextRule(100), "What the surface of a battery sample is exposed to.");
    private static readonly Key<string> ProtectiveLayer = new("protective-layer", new TextRule(100), "What covers the surface of a battery sample.");
    private static readonly Key<string> PolishedAt = new("polished-at", new TimeRule(), "When the surface of a battery sample was made.");
    private static readonly Key[] OfBatteries = [Geometry, Atmosphere, ProtectiveLayer, PolishedAt];

    private static readonly Key<string> Note = new("note", new TextRule(1000), "Free text that is stored with the run.");

    /// <summary>The section.</summary>
    public static SectionRule<SamplePlan> Section { get; } = new("sample", [Id, Configuration, .. OfBatteries, Note], Build,
        [new("max-exposure", "the exposure limit of a battery sample is", "nothing watches the time since polished-at yet; leave it out and plan the run within it")]);

    private static SamplePlan Build(SectionValues s)
    {
        var configuration = s.Get(Configuration);
        var isBattery = !WithoutCell.Contains(configuration);
        foreach (var key in OfBatteries.Where(key => !isBattery && s.Has(key)))
            s.Refuse(key, $"belongs to battery samples, but sample.configuration is '{configuration}'");
        return new SamplePlan(s.Get(Id), configuration, s.Find(Note) ?? "")
        {
            Battery = isBattery
                ? new BatterySample(s.Find(Geometry) ?? "", s.Find(Atmosphere) ?? "", s.Find(ProtectiveLayer) ?? "", s.Find(PolishedAt) ?? "")
                : null,
        };
    }

    /// <summary>A time with its UTC offset, kept as it is written.</summary>
    private sealed class TimeRule : ScalarRule<string>
    {
        private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

        public override string Phrase => "time with UTC offset: 2026-11-21T18:30:00+01:00";

        public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = @"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$" };

        protected override bool TryRead(string text, [MaybeNullWhen(false)] out string value, [NotNullWhen(false)] out string? error)
        {
            value = text;
            // without an offset the same text means different times in different places
            var good = text.Length > 6 && (text[^1] == 'Z' || text[^6] is '+' or '-')
                && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            error = good ? null : $"'{text}' is not allowed: {Phrase}";
            return good;
        }
    }
}
