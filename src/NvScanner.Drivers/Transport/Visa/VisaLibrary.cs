using System.Runtime.InteropServices;
using System.Text;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>The C functions of a vendor's VISA (VPP-4.3.2) that are needed to speak, in whichever runtime the machine has. Safe for any thread, as the standard demands of a VISA.</summary>
internal sealed unsafe class VisaLibrary : IVisaRuntime
{
    /// <summary>Names the library where it is none of the usual.</summary>
    public const string Variable = "NVSCANNER_VISA";

    private const int DescriptionLength = 256;
    private static readonly Lazy<VisaLibrary> Usual = new(() => new VisaLibrary(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? [path] : UsualNames));

    private readonly delegate* unmanaged[Stdcall]<uint*, int> _openDefaultManager;
    private readonly delegate* unmanaged[Stdcall]<uint, byte*, uint, uint, uint*, int> _open;
    private readonly delegate* unmanaged[Stdcall]<uint, int> _close;
    private readonly delegate* unmanaged[Stdcall]<uint, byte*, uint, uint*, int> _read;
    private readonly delegate* unmanaged[Stdcall]<uint, byte*, uint, uint*, int> _write;
    private readonly delegate* unmanaged[Stdcall]<uint, int> _clear;
    private readonly delegate* unmanaged[Stdcall]<uint, uint, nuint, int> _setAttribute;
    private readonly delegate* unmanaged[Stdcall]<uint, int, byte*, int> _describe;
    private readonly Lock _gate = new();
    private uint _manager;

    /// <summary>Loads the first of these libraries that is there; throws <see cref="IOException"/> with the remedy when none is.</summary>
    public VisaLibrary(IReadOnlyList<string> names)
    {
        nint library = 0;
        Name = names.FirstOrDefault(name => NativeLibrary.TryLoad(name, out library))
            ?? throw new IOException($"no VISA runtime is installed (looked for {string.Join(", ", names)}); install NI-VISA, Keysight IO Libraries or R&S VISA, or name the library in the environment variable {Variable}");
        nint Export(string function) => NativeLibrary.TryGetExport(library, function, out var address)
            ? address
            : throw new IOException($"{Name} has no function {function}: it is no VISA of VPP-4.3; correct the environment variable {Variable}");
        _openDefaultManager = (delegate* unmanaged[Stdcall]<uint*, int>)Export("viOpenDefaultRM");
        _open = (delegate* unmanaged[Stdcall]<uint, byte*, uint, uint, uint*, int>)Export("viOpen");
        _close = (delegate* unmanaged[Stdcall]<uint, int>)Export("viClose");
        _read = (delegate* unmanaged[Stdcall]<uint, byte*, uint, uint*, int>)Export("viRead");
        _write = (delegate* unmanaged[Stdcall]<uint, byte*, uint, uint*, int>)Export("viWrite");
        _clear = (delegate* unmanaged[Stdcall]<uint, int>)Export("viClear");
        _setAttribute = (delegate* unmanaged[Stdcall]<uint, uint, nuint, int>)Export("viSetAttribute");
        _describe = (delegate* unmanaged[Stdcall]<uint, int, byte*, int>)Export("viStatusDesc");
    }

    /// <summary>The machine's VISA, loaded when it is first needed.</summary>
    public static VisaLibrary Installed => Usual.Value;

    /// <summary>Which library it is.</summary>
    public string Name { get; }

    private static string[] UsualNames =>
        OperatingSystem.IsWindows() ? ["visa64.dll", "visa32.dll"]
        : OperatingSystem.IsMacOS() ? ["/Library/Frameworks/VISA.framework/VISA"]
        : ["libvisa.so", "libvisa.so.0", "librsvisa.so", "libiovisa.so"];

    public int Open(string resource, uint milliseconds, out uint session)
    {
        lock (_gate)
        {
            session = 0;
            if (_manager == 0)
            {
                uint manager;
                var status = _openDefaultManager(&manager);
                if (status < 0) return status;
                _manager = manager;
            }

            fixed (byte* name = Encoding.ASCII.GetBytes(resource + '\0'))
            fixed (uint* opened = &session)
                return _open(_manager, name, VisaStatus.NoLock, milliseconds, opened);
        }
    }

    public int Close(uint session) => _close(session);

    public int Clear(uint session) => _clear(session);

    public int Set(uint session, uint attribute, nuint value) => _setAttribute(session, attribute, value);

    public int Read(uint session, Span<byte> buffer, out int count)
    {
        uint got = 0;
        fixed (byte* bytes = buffer)
        {
            var status = _read(session, bytes, (uint)buffer.Length, &got);
            count = (int)got;
            return status;
        }
    }

    public int Write(uint session, ReadOnlySpan<byte> message, out int count)
    {
        uint put = 0;
        fixed (byte* bytes = message)
        {
            var status = _write(session, bytes, (uint)message.Length, &put);
            count = (int)put;
            return status;
        }
    }

    /// <summary>The vendor's words for a status, and its number.</summary>
    public string Describe(uint session, int status)
    {
        var text = stackalloc byte[DescriptionLength];
        new Span<byte>(text, DescriptionLength).Clear();
        var known = _describe(session != 0 ? session : _manager, status, text) >= 0;
        var words = known ? Encoding.ASCII.GetString(new ReadOnlySpan<byte>(text, DescriptionLength)).Split('\0')[0].Trim().TrimEnd('.') : "unknown status";
        return FormattableString.Invariant($"{words} (VISA status 0x{(uint)status:X8})");
    }
}
