using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Cli.Commands;
using NvScanner.Cli.Running;
using NvScanner.Cli.Terminal;
using NvScanner.Configuration;
using NvScanner.Storage;

namespace NvScanner.Cli.Tests.Commands;

public sealed class CommandGuardTests
{
    private static readonly InstrumentException Hardware = new(new InstrumentId("stage", "vendor.stage"), "does not answer; is it on?");

    public static TheoryData<string, int> Outcomes => new()
    {
        { "bad input", ExitCodes.BadInput },
        { "configuration", ExitCodes.BadInput },
        { "no run file", ExitCodes.BadInput },
        { "cancelled", ExitCodes.Stopped },
        { "instrument", ExitCodes.Hardware },
        { "rig", ExitCodes.Hardware },
        { "instrument in mid-run", ExitCodes.Hardware },
        { "disk in mid-run", ExitCodes.Other },
        { "output cannot be made", ExitCodes.BadInput },
        { "anything else", ExitCodes.Other },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_error_has_its_exit_code_and_no_stack_trace(string kind, int expected)
    {
        var (code, error) = await RunAsync(ErrorOf(kind));

        Assert.Equal(expected, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_a_configuration_has_its_line()
    {
        var (_, error) = await RunAsync(new ConfigurationException([new("plan.yaml", 3, 1, "scan", "is wrong"), new("plan.yaml", 7, 1, "laser", "is wrong, too")]));

        Assert.Equal("error: plan.yaml:3: scan: is wrong\nerror: plan.yaml:7: laser: is wrong, too\n", error);
    }

    [Fact]
    public async Task What_only_the_log_can_explain_names_the_log()
    {
        var (_, error) = await RunAsync(new InvalidOperationException("a hole in the program"));

        Assert.Contains("the-log", error, StringComparison.Ordinal);
    }

    private static Exception ErrorOf(string kind) => kind switch
    {
        "bad input" => new BadInputException("x: is wrong"),
        "configuration" => new ConfigurationException([new("plan.yaml", 3, 1, "scan", "is wrong")]),
        "no run file" => new RunFileException("x.h5", "this is no run file"),
        "cancelled" => new OperationCanceledException(),
        "instrument" => Hardware,
        "rig" => new RigConnectionException("rig", [Hardware]),
        "instrument in mid-run" => new RunFailedException(false, "an instrument failed", Hardware),
        "disk in mid-run" => new RunFailedException(false, "the disk failed", new RunFileException("x.h5", "the disk is full")),
        "output cannot be made" => new RunFailedException(true, "the file cannot be made", new RunFileException("x.h5", "the folder is not writable")),
        _ => new InvalidOperationException("a hole in the program"),
    };

    private static async Task<(int Code, string Error)> RunAsync(Exception error)
    {
        using var output = new StringWriter();
        using var written = new StringWriter { NewLine = "\n" };
        var context = new CommandContext(new TerminalOutput(output, written, isInteractive: false), NullLoggerFactory.Instance, "the-log", TimeProvider.System);
        var code = await CommandGuard.RunAsync(context, () => throw error);
        Assert.Equal("", output.ToString());
        return (code, written.ToString());
    }
}
