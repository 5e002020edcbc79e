using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>Collects the problems of one document while it is read.</summary>
internal sealed class Reading
{
    /// <summary>Problems found so far.</summary>
    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>Adds a problem.</summary>
    public void Refuse(Location where, string field, string message) =>
        Problems.Add(new ConfigurationProblem(where.File, where.Line, where.Column, field, message));
}
