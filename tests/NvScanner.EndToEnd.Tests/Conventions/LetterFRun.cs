using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;

namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>A run over the asymmetric sample with everything that is made from its file.</summary>
public sealed class LetterFRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Columns and rows of the plan; not equal, so that nothing can be transposed unseen.</summary>
    public const int Width = 18;

    /// <summary>Rows.</summary>
    public const int Height = 24;

    internal RunFile File { get; private set; } = null!;

    public string PathOf(string name) => _folder.File(name);

    public async Task InitializeAsync()
    {
        var path = PathOf("f.h5");
        (await RunningProgram.RunAsync(_folder.Path, "simulate", "--preset", "letter-f", "--out", path)).AssertExit(0);
        foreach (var format in new[] { "png", "gsf", "csv" })
            (await RunningProgram.RunAsync(_folder.Path, "export", path, "--to", format)).AssertExit(0);
        (await RunningProgram.RunAsync(_folder.Path, "report", path)).AssertExit(0);
        File = RunFile.Open(path);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        File?.Dispose();
        _folder.Dispose();
    }
}
