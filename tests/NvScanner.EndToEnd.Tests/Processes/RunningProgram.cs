using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NvScanner.EndToEnd.Tests.Processes;

/// <summary>A real process of the built program.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly BlockingCollection<string> _errorLines = [];

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Collect(_output, e.Data);
        process.ErrorDataReceived += (_, e) =>
        {
            Collect(_error, e.Data);
            if (e.Data is null)
                _errorLines.CompleteAdding();
            else
                _errorLines.Add(e.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program's assembly, beside the tests.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "nvscanner.dll");

    public static RunningProgram Start(string workingDirectory, params string[] arguments) =>
        Start(workingDirectory, new Dictionary<string, string>(), arguments);

    public static RunningProgram Start(string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // a shell that runs the tests in the background makes its children ignore SIGINT, and they would hand that on: the program gets what a terminal gives it
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env") { ArgumentList = { "--default-signal=INT,TSTP,CONT", "dotnet" } }
            : new ProcessStartInfo("dotnet");
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (workingDirectory, true, true);
        start.Environment["NVSCANNER_LOG_DIRECTORY"] = Path.Combine(Path.GetTempPath(), "nvscanner-test-logs");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Starts the program and waits for its end.</summary>
    public static async Task<ProgramResult> RunAsync(string workingDirectory, params string[] arguments)
    {
        using var program = Start(workingDirectory, arguments);
        return await program.WaitAsync();
    }

    /// <summary>Takes the next line of standard error; null at its end.</summary>
    public string? NextErrorLine() => _errorLines.TryTake(out var line, Deadline) ? line : null;

    /// <summary>Reads lines until "state WORD"; returns the last number of acknowledged pixels before it, or the one given.</summary>
    public long WaitForState(string word, long acknowledged)
    {
        while (NextErrorLine() is { } line)
        {
            if (line == $"state {word}")
                return acknowledged;
            acknowledged = AcknowledgedOf(line) ?? acknowledged;
        }

        throw new InvalidOperationException($"the program ended before it was {word}:{Environment.NewLine}{_error}");
    }

    /// <summary>Reads lines "acknowledged N" until so many pixels are safe; returns the last number.</summary>
    public long WaitForAcknowledged(long pixels)
    {
        long acknowledged = 0;
        while (acknowledged < pixels && NextErrorLine() is { } line)
            acknowledged = AcknowledgedOf(line) ?? acknowledged;
        Assert.True(acknowledged >= pixels, $"the program ended after {acknowledged} pixels:{Environment.NewLine}{_error}");
        return acknowledged;
    }

    /// <summary>The last number of acknowledged pixels that the program printed before its end.</summary>
    public long LastAcknowledged(long atLeast)
    {
        while (NextErrorLine() is { } line)
            atLeast = AcknowledgedOf(line) ?? atLeast;
        return atLeast;
    }

    /// <summary>Sends a signal such as "INT", "TERM" or "KILL".</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<ProgramResult> WaitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        lock (_output)
        {
            lock (_error)
                return new ProgramResult(_process.ExitCode, _output.ToString(), _error.ToString());
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _errorLines.Dispose();
    }

    private static long? AcknowledgedOf(string line) =>
        line.StartsWith("acknowledged ", StringComparison.Ordinal) ? long.Parse(line["acknowledged ".Length..], CultureInfo.InvariantCulture) : null;

    private static void Collect(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
                text.AppendLine(line);
        }
    }
}
