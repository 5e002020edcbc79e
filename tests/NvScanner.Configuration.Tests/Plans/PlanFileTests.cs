using System.Text;

namespace NvScanner.Configuration.Tests.Plans;

public sealed class PlanFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvscanner-plan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_with_byte_order_mark_and_Windows_line_ends_loads()
    {
        var path = Write(Encoding.UTF8.GetBytes("\uFEFF" + PlanText.Good.ReplaceLineEndings("\r\n")));
        Assert.Equal("a run", PlanLoader.Load(path).Value.Name);
    }

    [Fact]
    public void A_missing_file_is_named() => Refused(Path.Combine(_folder, "none.yaml"), "the file does not exist");

    [Fact]
    public void A_folder_is_no_file() => Refused(_folder, "the file cannot be read");

    [Fact]
    public void A_huge_file_is_not_read() => Refused(Write(new byte[(1 << 20) + 1]), "the file is larger than 1024 kB");

    [Fact]
    public void A_binary_file_is_refused() => Refused(Write([0x89, 0x48, 0x44, 0x46, 0xFF, 0xFE]), "the file is not UTF-8 text");

    [Fact]
    public void The_default_profile_is_relative_to_the_plan()
    {
        var path = Write(Encoding.UTF8.GetBytes(PlanText.Good + "profile: ../rigs/a.yaml\n"));
        Assert.Equal(Path.Combine(Path.GetDirectoryName(_folder)!, "rigs", "a.yaml"), PlanLoader.DefaultProfile(path));
        Assert.Equal(Path.Combine(_folder, "b.yaml"), PlanLoader.DefaultProfile(path, ["profile=b.yaml"]));
        Assert.Null(PlanLoader.DefaultProfile(Write(Encoding.UTF8.GetBytes(PlanText.Good))));
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(_folder, "plan.yaml");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static void Refused(string path, string message)
    {
        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => PlanLoader.Load(path)).Problems);
        Assert.Equal(path, problem.File);
        Assert.Contains(message, problem.Message);
    }
}
