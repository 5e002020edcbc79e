using NvScanner.Drivers.Transport.Native;
using NvScanner.Drivers.Transport.Serial;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>What only a vendor's VISA reaches: GPIB, and USB or serial lines where the operating system gives them to nobody else.</summary>
/// <param name="address">Where the instrument is.</param>
/// <param name="serial">How a serial line's bits look.</param>
public sealed class VisaOpener(InstrumentAddress address, SerialSettings? serial = null) : IChannelOpener
{
    private const uint OpenMilliseconds = 5000;
    private readonly string _resource = VisaResource.Of(address);

    /// <inheritdoc />
    public string Description => $"visa {_resource}";

    /// <summary>No: a GPIB or USB instrument keeps its output queue; it is cleared before the first request.</summary>
    public bool StartsEmpty => false;

    internal Func<IVisaRuntime> Runtime { get; init; } = () => VisaRuntime.Installed;

    /// <inheritdoc />
    public async ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        BlockingCalls calls = new(Description);
        var opening = calls.RunAsync(() => Open(calls));
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // a runtime cannot be stopped; what it opens after all is closed again
            _ = CloseAsync(opening, calls);
            throw;
        }
        catch (IOException failure)
        {
            calls.Dispose();
            throw new IOException($"{Description}: {failure.Message}", failure);
        }
    }

    private VisaChannel Open(BlockingCalls calls)
    {
        var runtime = Runtime();
        var status = runtime.Open(_resource, OpenMilliseconds, out var session);
        if (status < 0) throw new IOException($"{Explain(status)}; {runtime.Describe(session, status)} from {runtime.Name}");
        if (address is not InstrumentAddress.Serial) return new VisaMessageChannel(runtime, session, calls, Description);
        try
        {
            VisaChannel line = new(runtime, session, calls, Description, marksEnds: false);
            line.SetUp(serial ?? new SerialSettings());
            return line;
        }
        catch
        {
            _ = runtime.Close(session);
            throw;
        }
    }

    private static async Task CloseAsync(Task<VisaChannel> opening, BlockingCalls calls)
    {
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (IOException)
        {
            calls.Dispose();
        }
    }

    private static string Explain(int status) => status switch
    {
        VisaStatus.ResourceNotFound => "nothing answers there; check power, cable and address, and whether the vendor's tool lists the instrument",
        VisaStatus.InvalidName => "this VISA does not understand the address; correct it",
        VisaStatus.ResourceBusy or VisaStatus.ResourceLocked => "another program holds the instrument; close it there",
        VisaStatus.NoPermission => "permission denied; add your user to the group that the vendor's set-up made for its devices",
        VisaStatus.LibraryNotFound => "this VISA lacks the part for that bus; install it from the vendor",
        _ => "the instrument cannot be opened; check power, cable and address",
    };
}
