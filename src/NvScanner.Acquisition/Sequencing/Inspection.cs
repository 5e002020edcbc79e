using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// The look that decides whether what was measured since the last one is believed: every instrument that the scan relies on vouches for itself, the bias field is read back and the laser
/// tells whether it emits. All are asked at once, so that a look takes as long as the slowest of them.
/// </summary>
internal sealed class Inspection
{
    // A field that is held strays less than this from what was read when it was set; what was read then is off by the calibration of its meter.
    private const double HeldShare = 1e-3, HeldTesla = 10e-6;
    private const double CalibrationShare = 0.1, CalibrationTesla = 100e-6;

    private readonly RunContext _run;
    private readonly CancellationToken _token;
    private readonly (IInstrument Instrument, IVouches Voucher, OperationGuard Guard)[] _witnesses;
    private readonly Task[] _answers;
    private readonly (IBiasField Source, OperationGuard Guard)? _bias;
    private readonly (ILaser Source, OperationGuard Guard) _laser;
    private Vector3? _fieldAsSet;

    /// <param name="run">The run.</param>
    /// <param name="guards">Gives every instrument a guard of its own.</param>
    /// <param name="token">Cancels a look.</param>
    public Inspection(RunContext run, OperationGuards guards, CancellationToken token)
    {
        (_run, _token) = (run, token);
        _laser = (run.Rig.Require<ILaser>(InstrumentRoles.Laser), guards.Add());
        if (run.Rig.TryGet<IBiasField>(InstrumentRoles.BiasField, out var bias))
            _bias = (bias, guards.Add());
        _witnesses = [.. Relied(run).Select(role => run.Rig.Instruments.GetValueOrDefault(role)).OfType<IVouches>().Select(voucher => ((IInstrument)voucher, voucher, guards.Add()))];
        _answers = new Task[_witnesses.Length];
    }

    /// <summary>Whether the instruments have answered otherwise than they should, or have not answered; nothing that was not believed before is then.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The same look for the end of a run, when its guards and its token have ended.</summary>
    public Inspection ForTheEnd(OperationGuards guards) => new(_run, guards, CancellationToken.None) { _fieldAsSet = _fieldAsSet, HasFailed = HasFailed };

    /// <summary>Lets the instruments tell what they have latched before they are set up; returns when they have. What was before is of no importance, but who they are is.</summary>
    public async ValueTask ForgetAsync()
    {
        if (await AskAsync(forget: true) is { } failure)
            failure.Throw();
        HasFailed = false;
    }

    /// <summary>Reads the field back that has just been set; returns when it is what was asked for within the calibration of a meter. Throws <see cref="InstrumentStateException"/>.</summary>
    public async ValueTask NoteFieldAsync()
    {
        if (_bias is not { Source: var source, Guard: var guard })
            return;
        var read = await guard.Watch(source.Id, "read field", _run.Settings.Deadlines.Command).Run(source.ReadFieldAsync(_token));
        Compare(source.Id, read, _run.BiasFieldTesla, CalibrationShare, CalibrationTesla, "as it was set: look at supply, coil and the calibration of its meter");
        _fieldAsSet = read;
    }

    /// <summary>
    /// Looks; returns when everybody has vouched. Throws <see cref="InstrumentStateException"/> of one that is not or was not as it was set, and <see cref="LimitTrippedException"/> when the
    /// light is gone that should be on while the run is <paramref name="emitting"/>.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask LookAsync(bool emitting = true)
    {
        var failedBefore = HasFailed;
        HasFailed = true; // until everybody has answered
        var command = _run.Settings.Deadlines.Command;
        var status = _laser.Guard.Watch(_laser.Source.Id, "read status", command).Run(_laser.Source.ReadStatusAsync(_token));
        var field = _bias is { Source: var source, Guard: var guard } && _fieldAsSet is not null
            ? guard.Watch(source.Id, "read field", command).Run(source.ReadFieldAsync(_token))
            : ValueTask.FromResult(default(Vector3));
        var failure = await AskAsync(forget: false).ConfigureAwait(false);
        try
        {
            CheckLaser(await status.ConfigureAwait(false), emitting);
        }
        catch (Exception dark)
        {
            failure ??= ExceptionDispatchInfo.Capture(dark);
        }

        try
        {
            CheckField(await field.ConfigureAwait(false));
        }
        catch (Exception lost)
        {
            failure ??= ExceptionDispatchInfo.Capture(lost);
        }

        failure?.Throw();
        HasFailed = failedBefore;
    }

    // The stage and the probe first: where nothing takes time they are asked in this order. Those that the plan does not use may be as they like,
    // the laser and the bias field tell more by their readings, and with a cell programme the potentiostat is the programme's.
    private static IEnumerable<string> Relied(RunContext run)
    {
        yield return InstrumentRoles.Stage;
        yield return InstrumentRoles.Probe;
        yield return InstrumentRoles.Microwave;
        yield return InstrumentRoles.Counter;
        if (run.Plan.ConductorCurrent is not null)
            yield return InstrumentRoles.CurrentSource;
        if (run.Plan.Cell is null)
            yield return InstrumentRoles.Potentiostat;
    }

    // all are awaited, so that nobody is asked anything else while it still owes an answer
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ExceptionDispatchInfo?> AskAsync(bool forget)
    {
        for (var i = 0; i < _witnesses.Length; i++)
        {
            var (instrument, voucher, guard) = _witnesses[i];
            _answers[i] = guard.Watch(instrument.Id, "vouch", _run.Settings.Deadlines.Command).Run(voucher.VouchAsync(_token)).AsTask();
        }

        ExceptionDispatchInfo? failure = null;
        foreach (var answer in _answers)
        {
            try
            {
                await answer; // on the actor: a task, unlike what the guard gives, would go on anywhere
            }
            catch (InstrumentStateException before) when (forget && before.CanBeSetAnew)
            {
                // it will be set up
            }
            catch (Exception error)
            {
                failure ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        return failure;
    }

    private void CheckLaser(LaserStatus status, bool emitting)
    {
        if (!emitting)
            return;
        if (!status.InterlockClosed)
            throw new LimitTrippedException("laser-interlock", $"the interlock of {_laser.Source.Id} is open: close the enclosure before the next run");
        if (!status.Emission)
            throw new LimitTrippedException("laser-off", $"{_laser.Source.Id} no longer emits although nothing has switched it off: look at its key, its current and its interlock");
    }

    private void CheckField(Vector3 read)
    {
        if (_fieldAsSet is { } set)
            Compare(_bias!.Value.Source.Id, read, set, HeldShare, HeldTesla, "as it was: look at its supply");
    }

    private static void Compare(InstrumentId id, Vector3 read, Vector3 expected, double share, double tesla, string meaning)
    {
        // written so that a reading that is no number does not pass
        if ((read - expected).Length <= share * expected.Length + tesla)
            return;
        throw new InstrumentStateException(id, $"the field reads [{Text(read.X)}, {Text(read.Y)}, {Text(read.Z)}] and not [{Text(expected.X)}, {Text(expected.Y)}, {Text(expected.Z)}], {meaning}");
    }

    private static string Text(double tesla) => Quantity.Format(new MagneticField(tesla), 4);
}
