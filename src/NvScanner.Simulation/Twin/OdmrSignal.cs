using NvScanner.Physics;
using NvScanner.Physics.Spin;

namespace NvScanner.Simulation.Twin;

/// <summary>Photon rate against microwave frequency at one place, field, laser and microwave power: two multiplets of Lorentzian dips.</summary>
internal readonly struct OdmrSignal
{
    private readonly double _brightRate;
    private readonly double _background;
    private readonly double _lowerHz;
    private readonly double _upperHz;
    private readonly double _lowerDepth; // of one hyperfine component, in counts/s
    private readonly double _upperDepth;
    private readonly double _inverseHalfWidth;
    private readonly NitrogenIsotope _nitrogen;

    /// <summary>From the field in the NV frame and the emitters' state to the rate.</summary>
    /// <remarks>
    /// Mixing of the levels takes contrast away: optical pumping polarises ms = 0, and fluorescence reads it, so that a line's contrast is
    /// scaled by the difference of the two levels' ms = 0 weights.
    /// </remarks>
    public OdmrSignal(SimulatedTip tip, double zeroFieldSplittingHz, Vector3d fieldInNvFrame, double laserWatts, double rabiHz)
    {
        var levels = NvGroundState.Levels(zeroFieldSplittingHz, tip.StrainHz, fieldInNvFrame);
        var point = tip.Optics.At(laserWatts, rabiHz);
        var components = HyperfineStructure.OffsetsHz(tip.Nitrogen).Length;
        (_lowerHz, _upperHz) = levels.Transitions;
        _brightRate = point.PhotonRate;
        _background = tip.DarkRate + tip.ScatterPerWatt * laserWatts;
        _inverseHalfWidth = 2 / point.LinewidthHz;
        _lowerDepth = point.PhotonRate * point.Contrast / components * Math.Max(0, levels.ZeroFieldSplittingResponse(NvLine.Lower));
        _upperDepth = point.PhotonRate * point.Contrast / components * Math.Max(0, levels.ZeroFieldSplittingResponse(NvLine.Upper));
        _nitrogen = tip.Nitrogen;
    }

    /// <summary>Detected photons per second before the counter's dead time.</summary>
    public double RateAt(double frequencyHz)
    {
        double lower = 0, upper = 0;
        foreach (var offset in HyperfineStructure.OffsetsHz(_nitrogen))
        {
            var u = (frequencyHz - _lowerHz - offset) * _inverseHalfWidth;
            var v = (frequencyHz - _upperHz - offset) * _inverseHalfWidth;
            lower += 1 / (1 + u * u);
            upper += 1 / (1 + v * v);
        }
        return _background + Math.Max(0, _brightRate - _lowerDepth * lower - _upperDepth * upper);
    }
}
