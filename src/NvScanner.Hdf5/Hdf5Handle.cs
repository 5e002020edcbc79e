using System.Runtime.InteropServices;

namespace NvScanner.Hdf5;

/// <summary>An identifier of libhdf5 that is closed exactly once, under the library's lock.</summary>
internal sealed class Hdf5Handle : SafeHandle
{
    private readonly Func<long, int> _close;

    public Hdf5Handle(long identifier, Func<long, int> close)
        : base(new IntPtr(-1), ownsHandle: true)
    {
        _close = close;
        SetHandle(new IntPtr(identifier));
    }

    public long Id => handle.ToInt64();

    public override bool IsInvalid => handle.ToInt64() < 0;

    protected override bool ReleaseHandle()
    {
        lock (Hdf5Library.Gate)
            return _close(handle.ToInt64()) >= 0;
    }
}
