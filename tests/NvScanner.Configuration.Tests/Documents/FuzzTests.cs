using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Tests.Plans;
using NvScanner.Configuration.Tests.Profiles;

namespace NvScanner.Configuration.Tests.Documents;

/// <summary>Whatever is written, a loader answers with a record or with problems, and never with another exception.</summary>
public class FuzzTests
{
    private const string Alphabet = "\n\n  \t:,[]{}-#&*!|>'\"%@`?~=<.0123456789eEaunmGHzTsdB\\\0\u0085\uFEFFµ";

    [Fact]
    public void Random_changes_of_good_documents_give_a_record_or_problems() => Run(400);

    [Fact]
    [Trait("tier", "full")]
    public void Many_random_changes_of_good_documents_give_a_record_or_problems() => Run(30_000);

    [Fact]
    public void Any_text_at_all_gives_problems() =>
        Prop.ForAll(Gen.Elements(Alphabet.ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(), text => Survives(text, text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static void Run(int documents) =>
        Prop.ForAll(Mutated(PlanText.Good).ToArbitrary(), Mutated(ProfileText.Good).ToArbitrary(), Survives)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(documents));

    /// <summary>One to six edits: a character put in, taken out or replaced, a line doubled, or everything behind cut off.</summary>
    private static Gen<string> Mutated(string good)
    {
        var edit =
            from kind in Gen.Choose(0, 9)
            from place in Gen.Choose(0, good.Length - 1)
            from letter in Gen.Elements(Alphabet.ToCharArray())
            select (kind, place, letter);
        return edit.NonEmptyListOf().Select(edits => edits.Take(6).Aggregate(good, (text, e) => Edit(text, e.kind, e.place, e.letter)));
    }

    private static string Edit(string text, int kind, int place, char letter)
    {
        place = Math.Min(place, text.Length);
        var end = text.IndexOf('\n', place);
        return kind switch
        {
            0 or 1 or 2 => text.Insert(place, letter.ToString()),
            3 or 4 or 5 when place < text.Length => text.Remove(place, 1),
            6 or 7 when place < text.Length => text.Remove(place, 1).Insert(place, letter.ToString()),
            8 when end >= 0 => text.Insert(end, text[Math.Max(0, text.LastIndexOf('\n', Math.Max(0, place - 1)))..end]),
            9 when letter == '\n' => text[..place],
            _ => text,
        };
    }

    private static bool Survives(string planText, string profileText)
    {
        foreach (var setting in new[] { "name=x", "scan.pixels=" + planText[..Math.Min(planText.Length, 20)] })
        {
            try
            {
                var plan = PlanLoader.Parse(planText, "plan.yaml", [setting]).Value;
                Same(plan, PlanLoader.Parse(plan.SourceText, "again.yaml").Value);
            }
            catch (ConfigurationException expected)
            {
                Located(expected);
            }
        }

        try
        {
            var profile = ProfileLoader.Parse(profileText, "rig.yaml", SomeDrivers.All, ["name=x"]).Value;
            Assert.Equal(profile.Tip, ProfileLoader.Parse(profile.SourceText, "again.yaml", SomeDrivers.All).Value.Tip);
        }
        catch (ConfigurationException expected)
        {
            Located(expected);
        }

        return true;
    }

    private static void Same(ScanPlan plan, ScanPlan again)
    {
        Assert.Equal(plan.Protocol.FrequenciesHz(), again.Protocol.FrequenciesHz());
        Assert.Equal(plan with { SourceText = "", Protocol = again.Protocol }, again with { SourceText = "" });
    }

    private static void Located(ConfigurationException thrown)
    {
        Assert.NotEmpty(thrown.Problems);
        Assert.All(thrown.Problems, p => Assert.True(p.Message.Length > 0 && (p.Line > 0 || p.File == "--set") && p.File != "again.yaml", p.ToString()));
    }
}
