using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Drivers.StanfordResearch;

/// <summary>What a model of the SG380 and SG390 families can do; source: SG380 series manual, specifications.</summary>
/// <param name="Name">Its name, for example "SG384".</param>
/// <param name="Limits">Ranges of the type-N output.</param>
internal sealed record Sg380Model(string Name, MicrowaveLimits Limits)
{
    /// <summary>The model of that name: SG3, 8 (analogue) or 9 (vector), 2, 4 or 6; null for any other.</summary>
    public static Sg380Model? Find(string name) => name.Length == 5 && name.StartsWith("SG3", StringComparison.OrdinalIgnoreCase) && name[3] is '8' or '9'
        ? name[4] switch
        {
            '2' => Of(name, 2.025e9),
            '4' => Of(name, 4.05e9),
            '6' => Of(name, 6.075e9),
            _ => null,
        }
        : null;

    private static Sg380Model Of(string name, double highestHz) => new(name.ToUpper(CultureInfo.InvariantCulture), new MicrowaveLimits(
        new QuantityRange<Frequency>(new Frequency(950e3), new Frequency(highestHz)),
        new QuantityRange<RfPower>(new RfPower(-110), new RfPower(16.5))));
}
