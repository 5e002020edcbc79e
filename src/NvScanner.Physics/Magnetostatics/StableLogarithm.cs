namespace NvScanner.Physics.Magnetostatics;

/// <summary>The logarithm that appears in every closed form over corners.</summary>
internal static class StableLogarithm
{
    /// <summary>ln(distance + along) for distance² = along² + across², without the cancellation at along ≪ -distance.</summary>
    public static double OfSum(double along, double distance, double acrossSquared) =>
        along >= 0 ? Math.Log(distance + along) : Math.Log(acrossSquared) - Math.Log(distance - along);
}
