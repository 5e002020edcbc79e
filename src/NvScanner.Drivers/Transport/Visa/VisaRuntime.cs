namespace NvScanner.Drivers.Transport.Visa;

/// <summary>The machine's VISA: its C functions, or in builds with -p:UseNiVisaPackage=true the package's .NET classes.</summary>
internal static class VisaRuntime
{
    private static readonly Lazy<IVisaRuntime> Loaded = new(Load);

    /// <summary>Loads it when it is first needed; throws <see cref="IOException"/> with the remedy where there is none.</summary>
    public static IVisaRuntime Installed => Loaded.Value;

#if NI_VISA_PACKAGE
    private static NationalInstrumentsVisa Load() => new();
#else
    private static VisaLibrary Load() => VisaLibrary.Installed;
#endif
}
