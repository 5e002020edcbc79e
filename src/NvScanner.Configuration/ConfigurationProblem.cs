namespace NvScanner.Configuration;

/// <summary>One thing that is wrong in a plan or a profile.</summary>
/// <param name="File">File as the user named it, or "--set" for a setting of the command line.</param>
/// <param name="Line">Line, from 1; 0 when there is none.</param>
/// <param name="Column">Column, from 1; 0 when there is none.</param>
/// <param name="Field">Path of the key, for example "scan.size[1]"; empty when the document as a whole is meant.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record ConfigurationProblem(string File, int Line, int Column, string Field, string Message)
{
    /// <inheritdoc />
    public override string ToString() =>
        string.Join(": ", new[] { Line > 0 ? $"{File}:{Line}" : File, Field, Message }.Where(part => part.Length > 0));
}
