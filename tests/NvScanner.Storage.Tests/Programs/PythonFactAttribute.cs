namespace NvScanner.Storage.Tests.Programs;

/// <summary>A test that needs Python with h5py and silx; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Present = new(() => ExternalProgram.Works(ExternalProgram.Python, "-c", "import h5py, silx.io.nxdata"));

    public PythonFactAttribute()
    {
        if (!Present.Value)
            Skip = $"{ExternalProgram.Python} with h5py and silx is not installed (Debian: python3-h5py, python3-silx)";
    }
}
