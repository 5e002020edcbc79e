using System.Globalization;
using NvScanner.Acquisition;

namespace NvScanner.Cli.Running;

/// <summary>For programs: a line "acknowledged N" whenever more pixels can no longer be lost, and a line "state WORD" whenever the run's state changes.</summary>
internal sealed class AcknowledgementLines(TextWriter writer) : IProgress<RunProgress>
{
    private RunProgress _last;
    private bool _any;

    /// <summary>Writes what changed.</summary>
    public void Report(RunProgress value)
    {
        if (!_any || value.State != _last.State)
            writer.WriteLine($"state {Abstractions.Runs.RunTransitions.Word(value.State)}");
        if (value.Acknowledged > (_any ? _last.Acknowledged : 0))
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"acknowledged {value.Acknowledged}"));
        writer.Flush();
        (_last, _any) = (value, true);
    }
}
