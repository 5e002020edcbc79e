using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Cli.Terminal;

namespace NvScanner.Cli.Tests;

/// <summary>One call of the command within the test's process: exit code and what it wrote.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CommandContext(new TerminalOutput(output, error, isInteractive: false), NullLoggerFactory.Instance, "log", TimeProvider.System);
        var exitCode = await Application.RunAsync(arguments, context);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Exit code 2, nothing on standard output, and a message that holds every one of these words.</summary>
    public void AssertBadInput(params string[] words)
    {
        Assert.Equal(ExitCodes.BadInput, ExitCode);
        Assert.Equal("", Output);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }
}
