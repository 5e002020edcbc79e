using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `sample`.</summary>
internal static class SampleKeys
{
    private const string NeedsCell = "battery samples come with cell programmes; leave it out and scan a test-conductor or particles";

    private static readonly Key<string> Id = new("id", new TextRule(60, "^[A-Za-z0-9][A-Za-z0-9._-]*$", "letters, digits and . _ -, beginning with a letter or digit"),
        "Name of the sample; part of the run file's name.", required: true);

    private static readonly Key<string> Configuration = new("configuration",
        Values.Word(["test-conductor", "particles"], ["full", "half", "symmetric", "ion-blocking", "electron-blocking", "electronic-only", "anode-free"]),
        "What kind of sample it is.", required: true);

    private static readonly Key<string> Note = new("note", new TextRule(1000), "Free text that is stored with the run.");

    /// <summary>The section.</summary>
    public static SectionRule<SamplePlan> Section { get; } = new("sample", [Id, Configuration, Note],
        s => new SamplePlan(s.Get(Id), s.Get(Configuration), s.Find(Note) ?? ""),
        [
            new("geometry", "the cut of a battery sample is", NeedsCell),
            new("atmosphere", "the atmosphere of a battery sample is", NeedsCell),
            new("protective-layer", "the protective layer of a battery sample is", NeedsCell),
            new("polished-at", "the polishing time of a battery sample is", NeedsCell),
            new("max-exposure", "the exposure limit of a battery sample is", NeedsCell),
        ]);
}
