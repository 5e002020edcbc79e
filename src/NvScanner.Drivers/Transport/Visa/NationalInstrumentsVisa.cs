using System.Collections.Concurrent;
using Ivi.Visa;
using NationalInstruments.Visa;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>VISA through the package NationalInstruments.Visa, in builds with -p:UseNiVisaPackage=true.</summary>
internal sealed class NationalInstrumentsVisa : IVisaRuntime
{
    private readonly ResourceManager _manager = Start();
    private readonly ConcurrentDictionary<uint, IMessageBasedSession> _sessions = new();
    private int _last;

    public string Name => "NationalInstruments.Visa";

    public int Open(string resource, uint milliseconds, out uint session)
    {
        session = (uint)Interlocked.Increment(ref _last);
        var number = session;
        return Guard(() => _sessions[number] = (IMessageBasedSession)_manager.Open(resource, AccessModes.None, (int)milliseconds));
    }

    public int Close(uint session) => Guard(() => _sessions.TryRemove(session, out var open) ? open : null, open => open?.Dispose());

    public int Clear(uint session) => Guard(() => _sessions[session], open => open.Clear());

    public int Set(uint session, uint attribute, nuint value) => Guard(() => _sessions[session], open =>
    {
        switch (attribute, open)
        {
            case (VisaStatus.TimeoutAttribute, _): open.TimeoutMilliseconds = (int)value; break;
            case (VisaStatus.BaudRateAttribute, ISerialSession line): line.BaudRate = (int)value; break;
            case (VisaStatus.DataBitsAttribute, ISerialSession line): line.DataBits = (short)value; break;
            case (VisaStatus.ParityAttribute, ISerialSession line): line.Parity = (SerialParity)value; break;
            case (VisaStatus.StopBitsAttribute, ISerialSession line): line.StopBits = (SerialStopBitsMode)value; break;
            case (VisaStatus.FlowControlAttribute, ISerialSession line): line.FlowControl = (SerialFlowControlModes)value; break;
            case (VisaStatus.SerialEndAttribute, ISerialSession line): line.ReadTermination = (SerialTerminationMethod)value; break;
        }
    });

    public int Read(uint session, Span<byte> buffer, out int count)
    {
        var (wanted, got, ended) = (buffer.Length, Array.Empty<byte>(), ReadStatus.Unknown);
        var status = Guard(() => _sessions[session], open => got = open.RawIO.Read(wanted, out ended));
        count = got.Length;
        got.CopyTo(buffer);
        return status < 0 ? status : ended == ReadStatus.MaximumCountReached ? VisaStatus.MoreToRead : 0;
    }

    public int Write(uint session, ReadOnlySpan<byte> message, out int count)
    {
        var bytes = message.ToArray();
        var status = Guard(() => _sessions[session], open => open.RawIO.Write(bytes));
        count = status < 0 ? 0 : bytes.Length;
        return status;
    }

    public string Describe(uint session, int status) => FormattableString.Invariant($"VISA status 0x{(uint)status:X8}");

    private static ResourceManager Start()
    {
        try
        {
            return new ResourceManager();
        }
        catch (Exception failure) when (failure is VisaException or DllNotFoundException or FileNotFoundException or TypeInitializationException)
        {
            throw new IOException($"no VISA runtime is installed ({failure.Message}); install NI-VISA", failure);
        }
    }

    private static int Guard<T>(Func<T> find, Action<T>? use = null)
    {
        try
        {
            var found = find();
            use?.Invoke(found);
            return 0;
        }
        catch (IOTimeoutException)
        {
            return VisaStatus.TimedOut;
        }
        catch (NativeVisaException failure)
        {
            return failure.ErrorCode;
        }
    }
}
