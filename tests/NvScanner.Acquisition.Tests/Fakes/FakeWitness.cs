using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Vouches, or says why not, by the running number of the look from 1; nothing else is wanted of it.</summary>
internal sealed class FakeWitness(FakeBench bench, Func<int, string?> trouble, bool canBeSetAnew = true) : FakeInstrument(bench, InstrumentRoles.Potentiostat), IVouches
{
    private int _looks;

    public async ValueTask VouchAsync(CancellationToken cancellationToken)
    {
        var look = ++_looks;
        await CallAsync("Vouch", null, cancellationToken);
        if (trouble(look) is { } text)
            throw new InstrumentStateException(Id, text, canBeSetAnew);
    }
}
