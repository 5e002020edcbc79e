using System.Runtime.InteropServices;

namespace NvScanner.Drivers.Transport.Native;

/// <summary>`struct pollfd`: what is waited for on one open file, and what has happened.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int File;
    public short Wanted;
    public short Happened;
}
