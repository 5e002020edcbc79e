namespace NvScanner.Physics.Photophysics;

/// <summary>Field sensitivities in T/√Hz that the model's own signal and its photon noise give.</summary>
public static class ShotNoiseSensitivity
{
    /// <summary>
    /// Smallest eta = sqrt(R)/|dR/dB| of one line against the microwave frequency, for a field along the NV axis and a background in counts per
    /// second; infinite for a spectrum without contrast. Searches within <paramref name="spanHz"/> below and above the line's centre.
    /// </summary>
    public static (double TeslaPerRootHertz, double FrequencyHz) ContinuousWave(
        in CwSpectrum spectrum, NvLine line, double backgroundRate = 0, double spanHz = 15e6)
    {
        const int points = 3001;
        var step = 2 * spanHz / (points - 1);
        var frequencies = new double[points];
        var rates = new double[points];
        for (var i = 0; i < points; i++) frequencies[i] = spectrum.Transitions[line] - spanHz + i * step;
        spectrum.RatesAt(frequencies, rates);
        var response = Math.Abs(spectrum.AxialResponseHzPerTesla(line));
        var best = (TeslaPerRootHertz: double.PositiveInfinity, FrequencyHz: spectrum.Transitions[line]);
        for (var i = 1; i < points - 1; i++)
        {
            var slope = Math.Abs(rates[i + 1] - rates[i - 1]) / (2 * step) * response;
            var eta = Math.Sqrt(rates[i] + backgroundRate) / slope;
            if (eta < best.TeslaPerRootHertz) best = (eta, frequencies[i]);
        }
        return best;
    }

    /// <summary>
    /// eta = sqrt(N t)/|dN/dB| of a Hahn echo of total time T (s) for the amplitude of a field at 1/T in phase with it, from the photons N in the
    /// gate of shots that last t. Sets the field of the dynamics.
    /// </summary>
    public static double HahnEcho(SpinDynamics dynamics, PulsedReadout readout, double echoSeconds, double rabiHz)
    {
        ArgumentNullException.ThrowIfNull(readout);
        var echo = new DecouplingSequence(1, echoSeconds, FinalPhase: Math.PI / 2, rabiHz);
        // far below one radian of phase, 4 gamma B T
        var probe = 1e-3 / (PhysicalConstants.GyromagneticRatioHzPerTesla * echoSeconds);
        double above = PhotonsAt(probe), below = PhotonsAt(-probe);
        var slope = Math.Abs(above - below) / (2 * probe);
        return Math.Sqrt(0.5 * (above + below) * readout.ShotSeconds(echoSeconds)) / slope;

        double PhotonsAt(double amplitude)
        {
            dynamics.Field = new SignalField(0, amplitude, 1 / echoSeconds, -Math.PI / 2);
            return readout.Photons(dynamics, echo.Play);
        }
    }
}
