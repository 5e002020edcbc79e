namespace NvScanner.Reporting.Tests.Support;

/// <summary>A test that needs programs of the system; it is skipped, with the reason, where one of them is absent.</summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var absent = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        if (absent.Length > 0)
            Skip = $"needs {string.Join(" and ", absent)}, which this machine has not";
    }
}
