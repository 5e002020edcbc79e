namespace NvScanner.Benchmarks;

/// <summary>A file below the system's temporary folder that is gone afterwards.</summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvscanner-bench-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "run.h5");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
