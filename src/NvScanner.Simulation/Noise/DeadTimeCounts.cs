namespace NvScanner.Simulation.Noise;

/// <summary>
/// Counts of a detector that is blind for a dead time after each count and not prolonged by photons that arrive meanwhile, in a gate that opens at any time. Mean rT/(1 + r tau), variance
/// rT/(1 + r tau)^3 (Müller, Nucl. Instrum. Methods 112, 47 (1973)): the counts are narrower than Poisson's law.
/// </summary>
internal static class DeadTimeCounts
{
    private const double Negligible = 1e-6;
    private const double CountedOneByOne = 24;
    private const double RareLosses = 0.03;

    /// <summary>Counts in a gate of the given length for photons of the given rate; seconds and counts per second.</summary>
    public static uint Next(ref CounterRandom random, double rate, double seconds, double deadTime)
    {
        var blind = rate * deadTime;
        var photons = rate * seconds;
        if (blind < Negligible) return PoissonSampler.Next(ref random, photons);
        if (photons / (1 + blind) < CountedOneByOne) return OneByOne(ref random, rate, seconds, deadTime);
        // the photons that arrive, less what is lost for that number of them
        double arrived = photons < 1e9 ? PoissonSampler.Next(ref random, photons) : photons + Math.Sqrt(photons) * random.NextNormal();
        var occupied = arrived * deadTime / seconds;
        var lost = arrived * occupied / (1 + occupied);
        if (blind < RareLosses) return (uint)Math.Max(0, arrived - PoissonSampler.Next(ref random, lost));
        var rest = Math.Sqrt(photons * blind) / ((1 + blind) * (1 + blind)); // what the law's variance has beyond that of the arrivals
        var counted = Math.Round(arrived - lost + rest * random.NextNormal());
        return (uint)Math.Clamp(counted, 0, Math.Floor(seconds / deadTime) + 1);
    }

    private static uint OneByOne(ref CounterRandom random, double rate, double seconds, double deadTime)
    {
        var counts = 0u;
        // when the gate opens, the detector may be blind from a count before
        var blind = rate * deadTime / (1 + rate * deadTime);
        var at = random.NextDouble() < blind ? deadTime * random.NextDouble() : 0;
        while (true)
        {
            at -= Math.Log(random.NextDouble()) / rate;
            if (at > seconds) return counts;
            counts++;
            at += deadTime;
        }
    }
}
