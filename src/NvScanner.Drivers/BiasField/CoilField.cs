using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.BiasField;

/// <summary>
/// Three coils, driven by one bipolar SCPI source with three outputs or by three with one. The field is held whatever happens: an output that is on is left alone by connecting and by disposing,
/// and a ramp whose caller gives up stays where it is.
/// </summary>
internal sealed class CoilField : IBiasField
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("TCPIP::192.168.1.60::5025::SOCKET", 9600),
        new("address-2", OptionKind.Text, "", "Resource string of the source of the second coil; empty when all three coils are on outputs 1 to 3 of one source."),
        new("address-3", OptionKind.Text, "", "The same for the third coil."),
        new("model", OptionKind.Text, "", "What the model name of the sources begins with; any unless written."),
        new("channels", OptionKind.Choice, "select", "How a source with three outputs is told which is meant: selected (`INST:NSEL 2`) or in a list (`(@2)`).", ["select", "list"]),
        new("calibration", OptionKind.Text, null, "Field per current in T/A: rows for x, y, z in the sample frame, columns for the coils, for example \"8e-3 0 0; 0 8e-3 0; 0 0 5e-3\"."),
        new("maximum-current", OptionKind.Current, "1 A", "Largest current of either sign through each coil."),
        new("ramp", OptionKind.Current, "100 mA", "Largest change of a current per second."),
        new("settling", OptionKind.Duration, "200 ms", "Time until the field is stable after a ramp."),
        new("tolerance", OptionKind.Current, "5 mA", "How far a current that is read back may be from the one that was set."),
    ];

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly InstrumentSpec _spec;
    private readonly TimeProvider _time;
    private readonly ScpiDialogue[] _sources;
    private readonly CoilSupply[] _coils;
    private readonly CoilCalibration _calibration;
    private readonly double _amperesPerSecond, _tolerance;
    private readonly SemaphoreSlim _oneRamp = new(1, 1);
    private volatile bool _connected;

    public CoilField(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time) = (spec, context.Time);
        string[] more = [spec.Text("address-2"), spec.Text("address-3")];
        var single = more.All(address => address.Length == 0);
        if (!single && more.Any(address => address.Length == 0)) throw new InstrumentException(Id, "options address-2 and address-3 go together: three coils need three sources, or one with three outputs");
        string[] addresses = single ? [spec.Text(ConnectionOptions.Address)] : [spec.Text(ConnectionOptions.Address), .. more];
        _sources = [.. addresses.Select(address => Source(spec, context, address))];
        var naming = Enum.Parse<ChannelNaming>(spec.Text("channels"), ignoreCase: true);
        _coils = [.. Enumerable.Range(0, 3).Select(i => single ? new CoilSupply(Id, _sources[0], i + 1, naming) : new CoilSupply(Id, _sources[i], 1, ChannelNaming.Only))];
        _amperesPerSecond = Positive("ramp");
        _tolerance = Positive("tolerance");
        try
        {
            _calibration = CoilCalibration.Parse(spec.Text("calibration"));
        }
        catch (FormatException failure)
        {
            throw new InstrumentException(Id, $"option calibration: {failure.Message}", failure);
        }
        var reach = _calibration.Reach(Positive("maximum-current"));
        Maximum = spec.Narrow("field", new QuantityRange<MagneticField>(new(0), new(reach))).Maximum;
    }

    public InstrumentId Id => _spec.Id;

    public MagneticField Maximum { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        List<InstrumentIdentity> identities = [];
        foreach (var source in _sources)
        {
            await source.Line.OpenAsync(cancellationToken);
            var identity = await source.IdentifyAsync(cancellationToken);
            if (!identity.Model.StartsWith(_spec.Text("model"), StringComparison.OrdinalIgnoreCase))
                throw new InstrumentConnectionException(Id, $"a source whose model begins with {_spec.Text("model")} was expected at {source.Line.Place}, but {identity} answers; correct the address or the option model in the profile");
            identities.Add(identity);
        }
        foreach (var source in _sources) await source.Line.SendAsync("*CLS", cancellationToken);
        foreach (var coil in _coils) await coil.HoldAsync(cancellationToken);
        await RequireNoErrorsAsync("connecting", cancellationToken);
        _connected = true;
        return identities[0] with { Serial = string.Join('+', identities.Select(i => i.Serial)) };
    }

    public async ValueTask SetFieldAsync(Vector3 fieldTesla, CancellationToken cancellationToken)
    {
        RequireConnected();
        // a field set along an axis comes back with rounding errors in its magnitude
        if (!(fieldTesla.Length <= Maximum.Tesla * (1 + 1e-12)))
            throw new InstrumentLimitException(Id, "magnetic field", Quantity.Format(new MagneticField(fieldTesla.Length)), "0 T to " + Quantity.Format(Maximum));
        await _oneRamp.WaitAsync(cancellationToken);
        try
        {
            await RampAsync(_calibration.Currents(fieldTesla), cancellationToken);
        }
        finally
        {
            _oneRamp.Release();
        }
    }

    public async ValueTask<Vector3> ReadFieldAsync(CancellationToken cancellationToken)
    {
        RequireConnected();
        return _calibration.Field(await ForEachAsync(coil => coil.MeasureAsync(cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        _connected = false;
        foreach (var source in _sources) await source.Line.DisposeAsync();
    }

    // all coils end together, so that the field goes straight
    private async ValueTask RampAsync(Vector3 target, CancellationToken cancellationToken)
    {
        var start = await ForEachAsync(coil => coil.AskSetAsync(cancellationToken));
        var way = target - start;
        var furthest = Components(way).Max(Math.Abs);
        var steps = Math.Max(1, (int)Math.Ceiling(furthest / (_amperesPerSecond * Step.TotalSeconds)));
        for (var step = 1; step <= steps; step++)
        {
            var amperes = Components(step == steps ? target : start + (((double)step / steps) * way));
            for (var i = 0; i < _coils.Length; i++) await _coils[i].SetAsync(amperes[i], cancellationToken);
            await _time.DelayAsync(Step, cancellationToken);
        }
        await _time.DelayAsync(_spec.GetDuration("settling"), cancellationToken);
        var wanted = Components(target);
        for (var i = 0; i < _coils.Length; i++)
        {
            await _coils[i].RequireSetAsync(wanted[i], _tolerance, cancellationToken);
            var measured = await _coils[i].MeasureAsync(cancellationToken);
            if (!(Math.Abs(measured - wanted[i]) <= _tolerance))
                throw new InstrumentException(Id, $"coil {i + 1} carries {Quantity.Format(new Current(measured))} where {Quantity.Format(new Current(wanted[i]))} is set; raise the source's voltage limit, or look for a broken lead");
        }
        await RequireNoErrorsAsync("setting the field", cancellationToken);
    }

    private async ValueTask RequireNoErrorsAsync(string what, CancellationToken cancellationToken)
    {
        foreach (var source in _sources) await source.RequireEmptyAsync(Id, what, cancellationToken);
    }

    private async ValueTask<Vector3> ForEachAsync(Func<CoilSupply, ValueTask<double>> ask) => new(await ask(_coils[0]), await ask(_coils[1]), await ask(_coils[2]));

    private static double[] Components(Vector3 v) => [v.X, v.Y, v.Z];

    private static ScpiDialogue Source(InstrumentSpec spec, DriverContext context, string address)
    {
        Dictionary<string, string> options = new(spec.Options, StringComparer.Ordinal) { [ConnectionOptions.Address] = address };
        return new ScpiDialogue(spec.Id, Connection.Of(spec with { Options = options }, context, new DialogueSettings()));
    }

    private double Positive(string option) => _spec.Get<Current>(option).Amperes is var amperes and > 0
        ? amperes
        : throw new InstrumentException(Id, $"option {option} has to be more than 0 A");

    private void RequireConnected()
    {
        if (!_connected) throw SetPoint.NotConnected(Id);
    }
}
