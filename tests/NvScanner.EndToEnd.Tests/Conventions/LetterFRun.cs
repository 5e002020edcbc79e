using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;

namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>A run over the asymmetric sample with everything that is made from its file.</summary>
public sealed class LetterFRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Columns; not as many as rows, so that nothing can be transposed unseen.</summary>
    public const int Width = 28;

    /// <summary>Rows.</summary>
    public const int Height = 19;

    /// <summary>Width of the field of view in m, with pixels that are not square.</summary>
    public const double SizeX = 4.2e-6;

    /// <summary>Its height in m.</summary>
    public const double SizeY = 3.8e-6;

    internal RunFile File { get; private set; } = null!;

    public string PathOf(string name) => _folder.File(name);

    public async Task InitializeAsync()
    {
        var path = PathOf("f.h5");
        (await RunningProgram.RunAsync(_folder.Path, "simulate", "--preset", "letter-f", "--out", path,
            "--set", "scan.pixels=[28, 19]", "--set", "scan.size=[4.2 um, 3.8 um]", "--set", "scan.origin=[0 um, 0 um]")).AssertExit(0);
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
