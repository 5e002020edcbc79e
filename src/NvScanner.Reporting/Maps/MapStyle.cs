namespace NvScanner.Reporting.Maps;

/// <summary>What a map shows, which decides how it is coloured.</summary>
public enum MapStyle
{
    /// <summary>A magnitude: sequential.</summary>
    Magnitude,

    /// <summary>An error or misfit: sequential, of another hue.</summary>
    Error,

    /// <summary>A height: sequential, of another hue.</summary>
    Height,

    /// <summary>A signed quantity: diverging about <see cref="FieldMap.Centre"/>.</summary>
    Signed,

    /// <summary>Reason codes of formats.md 6: one colour each.</summary>
    Reasons,
}
