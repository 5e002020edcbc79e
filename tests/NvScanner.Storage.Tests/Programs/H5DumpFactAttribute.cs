namespace NvScanner.Storage.Tests.Programs;

/// <summary>A test that needs h5dump; reported as skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5DumpFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Present = new(() => ExternalProgram.Works("h5dump", "--version"));

    public H5DumpFactAttribute()
    {
        if (!Present.Value)
            Skip = "h5dump is not installed (Debian: hdf5-tools)";
    }
}
