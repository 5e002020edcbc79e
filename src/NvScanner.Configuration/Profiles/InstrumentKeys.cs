using NvScanner.Abstractions.Instruments;
using NvScanner.Configuration.Documents;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Keys of one entry of the profile's `instruments`; drivers say which options they take.</summary>
internal sealed class InstrumentKeys(IReadOnlyDictionary<string, IDriverFactory> drivers, Func<string, string?> environment)
{
    private static readonly Key<string> Role = new("role", Values.Word([.. InstrumentRoles.Interfaces.Keys]), "What the instrument does in the rig; one instrument per role.", required: true);
    private static readonly Key<string> Driver = new("driver", new TextRule(100, patternPhrase: "driver key (`nvscanner profile drivers` lists them)"), "Key of the driver.", required: true);

    private static readonly Key<MappingNode> Options = new("options",
        new EntriesRule("options of the driver (`nvscanner profile drivers NAME` lists them)", new TextRule(1000)),
        "Options of the driver; `${NAME}` stands for an environment variable, so that secrets stay out of files.", "{}");

    private static readonly Key<MappingNode> Limits = new("limits",
        new EntriesRule("limits by name, each [low, high]", new PairRule<string>(new TextRule(60, patternPhrase: "quantity with unit"), "low, high")),
        "Limits that narrow the driver's own: " + string.Join("; ", InstrumentLimits.ByRole.Select(r => $"{r.Key}: {string.Join(", ", r.Value.Keys)}")) + ".", "{}");

    /// <summary>The section of one instrument.</summary>
    public SectionRule<InstrumentSpec> Section() => new("instruments", [Role, Driver, Options, Limits], Build);

    private InstrumentSpec? Build(SectionValues s)
    {
        var (role, driver) = (s.Get(Role), s.Get(Driver));
        if (!drivers.TryGetValue(driver, out var factory))
        {
            var forRole = drivers.Values.Where(d => d.Role == role).Select(d => d.Key).Order(StringComparer.Ordinal).ToArray();
            s.Refuse(Driver, $"there is no driver '{driver}'{Nearest.Hint(driver, drivers.Keys)}: {(forRole.Length > 0 ? $"drivers of role {role} are {string.Join(", ", forRole)}" : $"there is none for role {role}")}");
            return null;
        }

        if (factory.Role != role)
            s.Refuse(Driver, $"'{driver}' is a driver of role {factory.Role}, not {role}");
        return new InstrumentSpec(role, driver, ReadOptions(s, factory), ReadLimits(s, role));
    }

    private Dictionary<string, string> ReadOptions(SectionValues s, IDriverFactory factory)
    {
        var written = s.Get(Options);
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in written.Entries)
        {
            var suffix = "." + entry.Key;
            if (factory.Options.FirstOrDefault(o => o.Name == entry.Key) is not { } option)
            {
                var known = factory.Options.Select(o => o.Name).ToArray();
                s.Refuse(Options, suffix, entry.KeyWhere, $"{factory.Key} has no such option{Nearest.Hint(entry.Key, known)}: {(known.Length > 0 ? "allowed " + string.Join(", ", known) : "it takes none")}");
            }
            else if (entry.Value is not ScalarNode { IsNull: false } scalar)
            {
                s.Refuse(Options, suffix, entry.Value.Where, $"must be a single value: {option.Description}");
            }
            else
            {
                var text = InstrumentOptions.Expand(scalar.Text, environment, out var error);
                // an expanded value may be a secret, so that errors show the text as it is in the file
                if (error is null && !InstrumentOptions.IsValid(option, text, out error) && text != scalar.Text)
                    error = $"the value of {scalar.Text} is not a valid {option.Kind.ToString().ToLowerInvariant()}";
                if (error is not null)
                    s.Refuse(Options, suffix, entry.Value.Where, error);
                read[option.Name] = text;
            }
        }

        foreach (var option in factory.Options.Where(o => written.Find(o.Name) is null))
        {
            if (option.Default is null)
                s.Refuse(Options, "." + option.Name, s.Where, $"is missing, and {factory.Key} needs it: {option.Description}");
            else
                read[option.Name] = option.Default;
        }

        return read;
    }

    private static Dictionary<string, (string Minimum, string Maximum)> ReadLimits(SectionValues s, string role)
    {
        var known = InstrumentLimits.Of(role);
        var read = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var entry in s.Get(Limits).Entries)
        {
            if (!known.TryGetValue(entry.Key, out var rule))
            {
                s.Refuse(Limits, "." + entry.Key, entry.KeyWhere, $"is not a limit of role {role}{Nearest.Hint(entry.Key, known.Keys)}: {(known.Count > 0 ? "allowed " + string.Join(", ", known.Keys) : "it has none")}");
                continue;
            }

            s.Check(rule, Limits, "." + entry.Key, entry.Value);
            if (entry.Value is SequenceNode { Items: [ScalarNode low, ScalarNode high] })
                read[entry.Key] = (low.Text, high.Text);
        }

        return read;
    }
}
