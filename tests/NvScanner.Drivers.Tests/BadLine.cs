using NvScanner.Abstractions.Instruments;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests;

/// <summary>Runs a driver over a line that splits, loses, garbles and cuts replies: a call either does what it says or is refused by an <see cref="InstrumentException"/>.</summary>
internal static class BadLine
{
    /// <summary>Calls so often; the call asserts what it did. After a refusal the instrument is connected anew over a good line, as an operator would. Both have to happen. Blanks are left alone where they mean something.</summary>
    public static async Task RunAsync(TcpTextHost host, IInstrument instrument, int calls, Func<int, Task> call, bool blanksAreMeaning = false)
    {
        var refused = 0;
        for (var i = 0; i < calls; i++)
        {
            host.Mischief = new Mischief { Seed = (ulong)i, SplitOneIn = 3, BlanksOneIn = blanksAreMeaning ? 0 : 4, WrongTerminatorOneIn = 4, UnaskedOneIn = 6, LostOneIn = 30, GarbageOneIn = 20, DisconnectOneIn = 20 };
            try
            {
                await call(i);
            }
            catch (InstrumentException)
            {
                refused++;
                host.Mischief = Mischief.None;
                await ReconnectAsync(instrument);
            }
        }
        host.Mischief = Mischief.None;
        Assert.InRange(refused, 2, calls - 2);
    }

    // a busy machine may take longer than the short deadline of these tests
    private static async Task ReconnectAsync(IInstrument instrument)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await instrument.ConnectAsync(CancellationToken.None);
                return;
            }
            catch (InstrumentException) when (attempt < 50)
            {
                // again
            }
        }
    }
}
