namespace NvScanner.EndToEnd.Tests.Processes;

/// <summary>A test that reads with plain h5py; skipped, with the reason, where there is none.</summary>
internal sealed class H5pyFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => PlainReader.Missing("h5py", "numpy"));

    public H5pyFactAttribute() => Skip = Reason.Value;
}
