namespace NvScanner.Configuration;

/// <summary>A plan or a profile cannot be used; holds every problem found, and its message lists them one a line.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the error from at least one problem.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join('\n', problems.Select(p => p.ToString()))) => Problems = problems;

    /// <summary>Every problem, in the order of the document.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
