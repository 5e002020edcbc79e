namespace NvScanner.Simulation.Twin;

/// <summary>
/// What one axis of a bare piezo makes of its set-point: it lags behind (hysteresis, a sum of play operators: Prandtl and Ishlinskii) and creeps (three
/// relaxations a decade apart, near enough a logarithm of time). Metres; not thread safe.
/// </summary>
internal sealed class PiezoAxis(double travel, double hysteresis, double creepPerDecade)
{
    private const int Plays = 4;

    private static readonly double[] RelaxationSeconds = [1, 10, 100];

    private readonly double[] _plays = new double[Plays];
    private readonly double[] _relaxed = new double[3];
    private double _setPoint;
    private double _since;

    /// <summary>The set-point steps at a time; the times of calls do not fall.</summary>
    public void MoveTo(double setPoint, double now)
    {
        for (var k = 0; k < _relaxed.Length; k++) _relaxed[k] = RelaxedAt(k, now);
        for (var k = 0; k < Plays; k++)
        {
            var radius = (k + 0.5) / Plays * 0.5 * travel;
            _plays[k] = Math.Clamp(_plays[k], setPoint - radius, setPoint + radius);
        }
        (_setPoint, _since) = (setPoint, now);
    }

    /// <summary>Position less set-point. Over the whole travel the two branches lie a share <c>hysteresis</c> of it apart.</summary>
    public double ErrorAt(double now)
    {
        var mean = 0.0;
        foreach (var play in _plays) mean += play / Plays;
        var error = 4 * hysteresis * (mean - _setPoint); // over the whole travel the plays lag by an eighth of it on the average
        for (var k = 0; k < _relaxed.Length; k++) error -= creepPerDecade * (_setPoint - RelaxedAt(k, now));
        return error;
    }

    private double RelaxedAt(int k, double now) => _setPoint + (_relaxed[k] - _setPoint) * Math.Exp(-(now - _since) / RelaxationSeconds[k]);
}
