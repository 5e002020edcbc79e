namespace NvScanner.EndToEnd.Tests.Processes;

/// <summary>How a process of the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public void AssertExit(int expected) =>
        Assert.True(ExitCode == expected, $"exit code {ExitCode} instead of {expected}:{Environment.NewLine}{Error}{Output}");
}
