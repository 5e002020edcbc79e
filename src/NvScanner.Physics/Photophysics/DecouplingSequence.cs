namespace NvScanner.Physics.Photophysics;

/// <summary>
/// A pi/2 pulse about x, n equidistant pi pulses and a final pi/2 pulse: Ramsey (n = 0), Hahn echo (n = 1) and XY8 (n a multiple of 8).
/// </summary>
/// <param name="PiPulses">Number n of pi pulses, at (k - 1/2) T/n; about x, or in the order x y x y y x y x for more than one.</param>
/// <param name="FreeSeconds">Time T in s between the two pi/2 pulses, pi pulses included.</param>
/// <param name="FinalPhase">Phase of the last pulse in rad: 0 for the cosine of the accumulated phase, pi/2 for its sine.</param>
/// <param name="RabiHz">Rabi frequency of the pulses in Hz; infinite for ideal pulses of no duration.</param>
public readonly record struct DecouplingSequence(int PiPulses, double FreeSeconds, double FinalPhase, double RabiHz = double.PositiveInfinity)
{
    private const double Quarter = Math.PI / 2;

    private double PiSeconds => 0.5 / RabiHz;

    /// <summary>
    /// Plays the sequence; the dynamics' clock is set to 0 right after the first pulse. Throws ArgumentException where the pi pulses do not
    /// fit into the free time.
    /// </summary>
    public void Play(SpinDynamics dynamics)
    {
        Pulse(dynamics, Quarter, 0);
        dynamics.ClockSeconds = 0;
        if (PiPulses == 0)
        {
            dynamics.Evolve(FreeSeconds);
        }
        else
        {
            var gap = 0.5 * FreeSeconds / PiPulses - 0.5 * PiSeconds;
            if (!(gap >= 0))
                throw new ArgumentException(FormattableString.Invariant($"{PiPulses} pi pulses of {PiSeconds:g3} s do not fit into {FreeSeconds:g3} s; shorten them by more microwave power."));
            for (var pulse = 0; pulse < PiPulses; pulse++)
            {
                dynamics.Evolve(pulse == 0 ? gap : 2 * gap);
                Pulse(dynamics, Math.PI, PiPhase(pulse));
            }
            dynamics.Evolve(gap);
        }
        Pulse(dynamics, Quarter, FinalPhase);
    }

    private double PiPhase(int pulse)
    {
        if (PiPulses == 1) return 0;
        return (pulse % 8) is 1 or 3 or 4 or 6 ? Quarter : 0;
    }

    private void Pulse(SpinDynamics dynamics, double angle, double phase)
    {
        if (double.IsPositiveInfinity(RabiHz)) dynamics.Pulse(angle, phase);
        else dynamics.Drive(RabiHz, phase, angle / Math.PI * PiSeconds);
    }
}
