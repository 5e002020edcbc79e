using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.BiasField;

/// <summary>One output of a SCPI current source, with a coil between its terminals. A message names its output itself, so that calls cannot take each other's.</summary>
internal sealed class CoilSupply(InstrumentId id, ScpiDialogue dialogue, int channel, ChannelNaming naming)
{
    private const string Current = "SOUR:CURR";

    /// <summary>Leaves an output that is on as it is; switches on another one at 0 A. Returns when the output is on.</summary>
    public async ValueTask HoldAsync(CancellationToken cancellationToken)
    {
        if (await IsOnAsync(cancellationToken)) return;
        await SetAsync(0, cancellationToken);
        await RequireSetAsync(0, 0, cancellationToken);
        await dialogue.Line.SendAsync(Command("OUTP", "ON"), cancellationToken);
        SetPoint.RequireReadBack(id, Command("OUTP", "ON"), true, await IsOnAsync(cancellationToken));
    }

    /// <summary>The current in A that is asked of the output; returns with it. An output that is off is an <see cref="InstrumentException"/>.</summary>
    public async ValueTask<double> AskSetAsync(CancellationToken cancellationToken)
    {
        if (!await IsOnAsync(cancellationToken))
            throw new InstrumentException(id, string.Create(CultureInfo.InvariantCulture, $"output {channel} at {dialogue.Line.Place} is off although a field is held; look for what tripped it, then connect again"));
        return await dialogue.AskNumberAsync(Query(Current), cancellationToken);
    }

    /// <summary>Asks for a current in A; returns when the command has been sent.</summary>
    public ValueTask SetAsync(double amperes, CancellationToken cancellationToken) =>
        dialogue.Line.SendAsync(Command(Current, amperes.ToString("G9", CultureInfo.InvariantCulture)), cancellationToken);

    /// <summary>Throws <see cref="InstrumentReplyException"/> unless the output has taken the set-point; returns when it has been read back.</summary>
    public async ValueTask RequireSetAsync(double amperes, double tolerance, CancellationToken cancellationToken) =>
        SetPoint.RequireReadBack(id, Query(Current), amperes, await dialogue.AskNumberAsync(Query(Current), cancellationToken), tolerance);

    /// <summary>Measures the current through the coil; returns with it in A.</summary>
    public ValueTask<double> MeasureAsync(CancellationToken cancellationToken) => dialogue.AskNumberAsync(Query("MEAS:CURR"), cancellationToken);

    private ValueTask<bool> IsOnAsync(CancellationToken cancellationToken) => dialogue.AskFlagAsync(Query("OUTP"), cancellationToken);

    private string Command(string header, string value) => Addressed(string.Create(CultureInfo.InvariantCulture, $"{header} {value}"), ",");

    private string Query(string header) => Addressed(header + "?", " ");

    private string Addressed(string message, string separator) => naming switch
    {
        ChannelNaming.Select => string.Create(CultureInfo.InvariantCulture, $"INST:NSEL {channel};:{message}"),
        ChannelNaming.List => string.Create(CultureInfo.InvariantCulture, $"{message}{separator}(@{channel})"),
        _ => message,
    };
}
