using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Drivers.Lasers;

/// <summary>Turns powers of the laser's head into those of the plane at which the profile states powers, behind filters, fibre and objective.</summary>
internal sealed class LaserPlane
{
    private readonly InstrumentSpec _spec;
    private readonly double _transmission;

    public LaserPlane(InstrumentSpec spec)
    {
        (_spec, _transmission) = (spec, spec.GetNumber("transmission"));
        if (_transmission is not (> 0 and <= 1)) throw new InstrumentException(spec.Id, "option transmission has to be above 0 and at most 1");
    }

    /// <summary>The options that every laser takes.</summary>
    public static IEnumerable<OptionDefinition> Options =>
    [
        new("transmission", OptionKind.Number, "1", "Share of the head's power that arrives where powers are stated, for example below the objective."),
        new("start-up", OptionKind.Duration, "10 s", "How long emission may take to come on."),
        new("settling", OptionKind.Duration, "50 ms", "Time until the output has a new power."),
    ];

    /// <summary>Watts at the head that give this power at the plane.</summary>
    public double HeadWatts(OpticalPower power) => power.Watts / _transmission;

    /// <summary>Power at the plane of these watts at the head.</summary>
    public OpticalPower AtPlane(double headWatts) => new(headWatts * _transmission);

    /// <summary>Powers at the plane, narrowed by the profile.</summary>
    public QuantityRange<OpticalPower> Range(double lowestHeadWatts, double highestHeadWatts) =>
        _spec.Narrow("power", new QuantityRange<OpticalPower>(AtPlane(lowestHeadWatts), AtPlane(highestHeadWatts)));
}
