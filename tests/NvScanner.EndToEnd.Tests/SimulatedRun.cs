using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A small simulated run that several tests look at.</summary>
public sealed class SimulatedRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Working directory of the tests.</summary>
    public string Folder => _folder.Path;

    /// <summary>The run file.</summary>
    public string RunFile => _folder.File("run.h5");

    internal ProgramResult Result { get; private set; } = new(-1, "", "");

    public async Task InitializeAsync() =>
        Result = await RunningProgram.RunAsync(_folder.Path, "simulate", "--preset", "test-strip", "--set", "scan.pixels=[8, 8]", "--out", RunFile);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
