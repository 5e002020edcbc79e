using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>The random numbers of each step of the generator, so that a change of one leaves the others as they were.</summary>
internal static class StructureStream
{
    public static CounterRandom Particles(ulong seed) => new(seed, RandomPurpose.Microstructure, 1, 0, 0);

    public static CounterRandom Pores(ulong seed) => new(seed, RandomPurpose.Microstructure, 2, 0, 0);

    public static CounterRandom Grain(ulong seed, int grain) => new(seed, RandomPurpose.Microstructure, 3, grain, 0);

    public static CounterRandom Dendrite(ulong seed) => new(seed, RandomPurpose.Microstructure, 4, 0, 0);

    public static CounterRandom Crack(ulong seed, int crack) => new(seed, RandomPurpose.Microstructure, 5, crack, 0);

    public static CounterRandom Relief(ulong seed, int place) => new(seed, RandomPurpose.Microstructure, 6, place, 0);

    public static CounterRandom ParticleRelief(ulong seed, int particle) => new(seed, RandomPurpose.Microstructure, 7, particle, 0);
}
