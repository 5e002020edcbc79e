using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Abstractions.Instruments;

/// <summary>The scanning tip: approach, retract, height mode and topography.</summary>
public interface IProbe : IInstrument, ISafeable
{
    /// <summary>Distances that <see cref="SetHeightAsync"/> can hold in the piezo's range and the profile's; valid once connected.</summary>
    QuantityRange<Length> LiftRange { get; }

    /// <summary>Approaches to contact and starts the feedback; returns when the feedback holds.</summary>
    ValueTask ApproachAsync(CancellationToken cancellationToken);

    /// <summary>Lifts the tip clear of the sample; returns when it is clear.</summary>
    ValueTask RetractAsync(CancellationToken cancellationToken);

    /// <summary>Chooses contact, lift or constant height; returns when the new height is held. Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken);

    /// <summary>Reads the sample's height at the present position in metres, larger where the sample is higher; returns with the reading.</summary>
    ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken);
}
