namespace NvScanner.Abstractions.Instruments;

/// <summary>What became of connecting one entry of a profile.</summary>
/// <param name="Spec">The entry.</param>
/// <param name="Instrument">The instrument, also when it did not connect; null when its driver could not even be created.</param>
/// <param name="Identity">What it said of itself, when it is connected; null otherwise.</param>
/// <param name="Failure">Why it is not connected, naming cause and remedy; null when it is.</param>
public sealed record ConnectionOutcome(InstrumentSpec Spec, IInstrument? Instrument, InstrumentIdentity? Identity, Exception? Failure);
