namespace NvScanner.Drivers.PhysikInstrumente;

/// <summary>The error numbers of `ERR?` that a stage's driver can meet; source: GCS 2.0 command set, error codes.</summary>
internal static class GcsErrors
{
    /// <summary>A stop command leaves it behind.</summary>
    public const int Stopped = 10;

    public static string Name(int code) => code switch
    {
        1 => "syntax error",
        2 => "unknown command",
        5 => "the servo is off or the axis is not referenced",
        7 => "the target is beyond the limits",
        Stopped => "the controller was stopped",
        15 or 23 => "there is no such axis",
        17 => "a parameter is out of range",
        24 => "the number of parameters is wrong",
        25 => "a parameter is no number",
        26 => "a parameter is missing",
        53 => "a dynamic motion is under way: stop the wave generator",
        54 => "unknown parameter",
        63 => "the controller is still starting",
        1024 => "motion error: the servo was switched off by the controller",
        _ => "see the controller's manual",
    };
}
