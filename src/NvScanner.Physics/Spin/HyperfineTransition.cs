namespace NvScanner.Physics.Spin;

/// <summary>One microwave transition out of the lowest electronic level with its nuclear sublevels.</summary>
/// <param name="FrequencyHz">Difference of both energies in Hz.</param>
/// <param name="Strength">|⟨f|u·S|i⟩|² for microwaves polarised along the unit vector u: 1/2 for an unmixed line and u across the axis.</param>
/// <param name="From">Index of the initial level, from the lowest energy.</param>
/// <param name="To">Index of the final level, from the lowest energy.</param>
public readonly record struct HyperfineTransition(double FrequencyHz, double Strength, int From, int To);
