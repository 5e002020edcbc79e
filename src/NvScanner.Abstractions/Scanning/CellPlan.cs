using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>The cell under the tip and the programme that drives it while it is scanned.</summary>
public sealed record CellPlan
{
    /// <summary>Area of the electrodes, or null when it is not known.</summary>
    public Area? Area { get; init; }

    /// <summary>Charge between <see cref="ContentDischarged"/> and <see cref="ContentCharged"/>, the unit of C-rates, or null when it is not known.</summary>
    public Charge? Capacity { get; init; }

    /// <summary>Material of the positive (working) electrode, empty when it is not known.</summary>
    public string Positive { get; init; } = "";

    /// <summary>Material of the negative electrode, empty when it is not known.</summary>
    public string Negative { get; init; } = "";

    /// <summary>Electrolyte, empty when it is not known.</summary>
    public string Electrolyte { get; init; } = "";

    /// <summary>Lithium content x of the positive electrode at the run's start, or null when it is not known.</summary>
    public double? InitialContent { get; init; }

    /// <summary>x_0, the content of the discharged cell: state of charge 0.</summary>
    public double ContentDischarged { get; init; } = 1;

    /// <summary>x_100, the content of the charged cell: state of charge 1.</summary>
    public double ContentCharged { get; init; } = 0.5;

    /// <summary>What is on earth: "floating", "positive" or "negative".</summary>
    public string Ground { get; init; } = "floating";

    /// <summary>Time between two readings of the cell.</summary>
    public TimeSpan Sampling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Steps and repeats in their order; after the last one the circuit is open.</summary>
    public required IReadOnlyList<CellProgramItem> Program { get; init; }

    /// <summary>Every step once, in reading order.</summary>
    public IEnumerable<CellStep> Steps => Program.SelectMany(item => item is CellRepeat repeat ? repeat.Steps : [(CellStep)item]);

    /// <summary>Every step as often and in the order in which the programme goes through it, with its cycle: from 1, one more at each repetition of a repeat after the programme's first.</summary>
    public IEnumerable<(CellStep Step, int Cycle)> Sequence()
    {
        var repetitions = 0;
        foreach (var item in Program)
        {
            if (item is CellStep single)
            {
                yield return (single, Math.Max(1, repetitions));
                continue;
            }

            var repeat = (CellRepeat)item;
            for (var time = 0; time < repeat.Times; time++)
            {
                repetitions++;
                foreach (var step in repeat.Steps)
                    yield return (step, repetitions);
            }
        }
    }

    /// <summary>State of charge (x_0 - x) / (x_0 - x_100) after a charge since the run's start, in C; NaN when capacity or initial content are not known.</summary>
    public double StateOfCharge(double chargeCoulombs) => Capacity is { } capacity && InitialContent is { } initial
        ? (ContentDischarged - initial) / (ContentDischarged - ContentCharged) + chargeCoulombs / capacity.Coulombs
        : double.NaN;
}
