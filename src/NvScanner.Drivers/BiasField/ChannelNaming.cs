namespace NvScanner.Drivers.BiasField;

/// <summary>How a supply is told which of its outputs a command is for.</summary>
internal enum ChannelNaming
{
    /// <summary>It has one output only.</summary>
    Only,

    /// <summary>The output is selected in the same message: `INST:NSEL 2;:SOUR:CURR 1`.</summary>
    Select,

    /// <summary>The output stands behind the values: `SOUR:CURR 1,(@2)`.</summary>
    List,
}
