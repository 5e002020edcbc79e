namespace NvScanner.Cli;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Completed = 0;

    /// <summary>An error that is none of the others; the log has it whole.</summary>
    public const int Other = 1;

    /// <summary>The arguments or an input file are wrong; nothing was touched.</summary>
    public const int BadInput = 2;

    /// <summary>The user stopped the run; the file is complete up to its last pixel.</summary>
    public const int Stopped = 3;

    /// <summary>A limit was left and the rig was made safe.</summary>
    public const int Tripped = 4;

    /// <summary>An instrument did not do its part.</summary>
    public const int Hardware = 5;
}
