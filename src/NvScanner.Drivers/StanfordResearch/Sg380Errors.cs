namespace NvScanner.Drivers.StanfordResearch;

/// <summary>The error numbers of `LERR?`; source: SG380 series manual, error codes.</summary>
internal static class Sg380Errors
{
    public static string Name(int code) => code switch
    {
        10 => "illegal value",
        11 => "illegal mode",
        12 => "not allowed",
        16 => "the IQ option is missing",
        110 => "illegal command",
        111 => "undefined command",
        112 => "illegal query",
        113 => "illegal set",
        114 => "a parameter is empty",
        115 => "too many parameters",
        116 => "a parameter is missing",
        118 => "not a number",
        120 => "not a whole number",
        126 => "syntax error",
        127 => "illegal units",
        128 => "units are missing",
        254 => "too many errors",
        _ => "unknown error",
    };
}
