namespace NvScanner.Acquisition.Sequencing;

/// <summary>A limit of the plan was left; ends the run as tripped.</summary>
internal sealed class LimitTrippedException(string code, string message) : Exception(message)
{
    public string Code => code;
}
