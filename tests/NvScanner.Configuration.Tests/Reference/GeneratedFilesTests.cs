namespace NvScanner.Configuration.Tests.Reference;

public class GeneratedFilesTests
{
    /// <summary>Set to write the files instead of comparing: NVSCANNER_WRITE_REFERENCE=1 dotnet test tests/NvScanner.Configuration.Tests.</summary>
    private static readonly bool Write = Environment.GetEnvironmentVariable("NVSCANNER_WRITE_REFERENCE") == "1";

    public static TheoryData<string, string> Files() => new()
    {
        { "hardware-profiles/schemas/plan.schema.json", ConfigurationReference.PlanSchema() },
        { "hardware-profiles/schemas/profile.schema.json", ConfigurationReference.ProfileSchema() },
        { "docs/reference/plan.md", ConfigurationReference.PlanPage() },
        { "docs/reference/profile.md", ConfigurationReference.ProfilePage() },
        { "docs/reference/faults.md", ConfigurationReference.FaultsPage() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_checked_in_file_says_what_the_program_reads(string file, string generated)
    {
        var path = Repository.Path(file.Split('/'));
        if (Write)
            File.WriteAllText(path, generated);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == generated,
            $"{file} is out of step with the keys; write it anew with NVSCANNER_WRITE_REFERENCE=1 dotnet test tests/NvScanner.Configuration.Tests");
    }
}
