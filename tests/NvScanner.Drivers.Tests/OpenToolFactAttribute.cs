namespace NvScanner.Drivers.Tests;

/// <summary>A fact about what an open-source client makes of our emulators; reported as skipped, with the reason, where the client or the right to open port 111 is missing.</summary>
public sealed class OpenToolFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <paramref name="path"/> is absent, which Debian's <paramref name="package"/> brings.</summary>
    public OpenToolFactAttribute(string path, string package) => Skip = Path.Exists(path) ? null : $"{path} is absent; install Debian's {package}";

    /// <summary>Whether the client asks port 111, which only the superuser opens.</summary>
    public bool NeedsPortmapper
    {
        get => false;
        set => Skip ??= value && !Environment.IsPrivilegedProcess ? "port 111 is for the superuser only" : null;
    }
}
