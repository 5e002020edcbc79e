namespace NvScanner.Abstractions.Instruments;

/// <summary>Names of the roles of a rig, as profiles write them.</summary>
public static class InstrumentRoles
{
    /// <summary>AFM piezo stage.</summary>
    public const string Stage = "stage";

    /// <summary>Scanning tip.</summary>
    public const string Probe = "probe";

    /// <summary>Microwave source.</summary>
    public const string Microwave = "microwave";

    /// <summary>Photon counter.</summary>
    public const string Counter = "counter";

    /// <summary>Excitation laser.</summary>
    public const string Laser = "laser";

    /// <summary>Potentiostat.</summary>
    public const string Potentiostat = "potentiostat";

    /// <summary>Current source of a test conductor.</summary>
    public const string CurrentSource = "current-source";

    /// <summary>Pulse generator.</summary>
    public const string Pulser = "pulser";

    /// <summary>External field.</summary>
    public const string BiasField = "bias-field";

    /// <summary>Thermometer.</summary>
    public const string Temperature = "temperature";

    /// <summary>Camera above the sample.</summary>
    public const string Camera = "camera";

    /// <summary>Every role and the interface its driver implements.</summary>
    public static IReadOnlyDictionary<string, Type> Interfaces { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [Stage] = typeof(IPositioner),
        [Probe] = typeof(IProbe),
        [Microwave] = typeof(IMicrowaveSource),
        [Counter] = typeof(IPhotonCounter),
        [Laser] = typeof(ILaser),
        [Potentiostat] = typeof(IPotentiostat),
        [CurrentSource] = typeof(ICurrentSource),
        [Pulser] = typeof(IPulseGenerator),
        [BiasField] = typeof(IBiasField),
        [Temperature] = typeof(ITemperatureSensor),
        [Camera] = typeof(ISampleCamera),
    };
}
