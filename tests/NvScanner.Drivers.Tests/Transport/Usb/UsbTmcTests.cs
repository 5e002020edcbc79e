using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.Usb;
using NvScanner.Testing;

namespace NvScanner.Drivers.Tests.Transport.Usb;

public sealed partial class UsbTmcTests
{
    private static readonly InstrumentAddress.UsbTmc Wanted = new(0x0AAD, 0x0054, "104542", 0);

    [LinuxFact]
    public void AnInstrumentIsFoundByItsIdsWhateverItsNumber()
    {
        var tree = Directory.CreateTempSubdirectory("nvscanner-sys");
        try
        {
            Plug(tree.FullName, "usbtmc0", "1-1", "0957", "1755", "MY1", "00");
            Plug(tree.FullName, "usbtmc1", "1-2", "0aad", "0054", "104542", "00");
            Plug(tree.FullName, "usbtmc2", "1-3", "0aad", "0054", "999999", "00");
            var listed = Path.Combine(tree.FullName, "class");
            Assert.Equal("/dev/usbtmc1", UsbTmcDevices.Find(Wanted, listed));
            Assert.Null(UsbTmcDevices.Find(Wanted with { SerialNumber = "1" }, listed));
            Assert.Contains("USB0::0x0957::0x1755::MY1::INSTR", UsbTmcDevices.Describe(listed), StringComparison.Ordinal);
        }
        finally
        {
            tree.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public async Task AnInstrumentThatIsNotPluggedInIsSaidToBeSo()
    {
        var error = await Assert.ThrowsAsync<IOException>(async () => await Openers.For(Wanted).OpenAsync(CancellationToken.None));
        Assert.Contains("usbtmc 0AAD:0054 104542: no such instrument is plugged in", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task EveryWriteIsAMessageAndAReadBringsOneWithItsEnd()
    {
        var (ours, instruments) = Pair();
        using var instrument = instruments;
        await using UsbTmcChannel channel = new(ours, "usbtmc");
        await channel.WriteAsync("*IDN?\n"u8.ToArray(), CancellationToken.None);
        var arrived = new byte[100];
        Assert.Equal(6, (int)read(instrument, ref arrived[0], arrived.Length));

        Assert.Equal(4, (int)write(instrument, ref "abc\n"u8.ToArray()[0], 4));
        var buffer = new byte[100];
        Assert.Equal(new ChannelRead(4, EndOfMessage: true), await channel.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal("abc\n"u8.ToArray(), buffer[..4]);
    }

    [LinuxFact]
    public async Task AWaitIsCalledOffBetweenTwoReads()
    {
        var (ours, instruments) = Pair();
        using var instrument = instruments;
        await using UsbTmcChannel channel = new(ours, "usbtmc");
        using CancellationTokenSource off = new();
        var reading = channel.ReadAsync(new byte[100], off.Token);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    }

    // as the kernel lays it out: class/usbtmcN -> devices/../usbmisc/usbtmcN, whose "device" leads back to the interface
    private static void Plug(string tree, string name, string port, string vendor, string product, string serial, string usbInterface)
    {
        var device = Path.Combine(tree, "devices", port);
        var ofInterface = Path.Combine(device, port + ":1.0");
        var ofClass = Path.Combine(ofInterface, "usbmisc", name);
        Directory.CreateDirectory(ofClass);
        Directory.CreateDirectory(Path.Combine(tree, "class"));
        File.WriteAllText(Path.Combine(device, "idVendor"), vendor + "\n");
        File.WriteAllText(Path.Combine(device, "idProduct"), product + "\n");
        File.WriteAllText(Path.Combine(device, "serial"), serial + "\n");
        File.WriteAllText(Path.Combine(ofInterface, "bInterfaceNumber"), usbInterface + "\n");
        Directory.CreateSymbolicLink(Path.Combine(ofClass, "device"), Path.Combine("..", "..", "..", port + ":1.0"));
        Directory.CreateSymbolicLink(Path.Combine(tree, "class", name), Path.Combine("..", "devices", port, port + ":1.0", "usbmisc", name));
    }

    // a socket that keeps messages apart and gives up reading after a while stands in for the kernel's driver
    private static (SafeFileHandle Ours, SafeFileHandle Instruments) Pair()
    {
        const int unix = 1, messages = 5, socketLevel = 1, receiveTimeout = 20;
        var files = new int[2];
        Assert.Equal(0, socketpair(unix, messages, 0, ref files[0]));
        long[] timeout = [0, 100_000];
        foreach (var file in files) Assert.Equal(0, setsockopt(file, socketLevel, receiveTimeout, ref timeout[0], 16));
        return (new SafeFileHandle(files[0], ownsHandle: true), new SafeFileHandle(files[1], ownsHandle: true));
    }

    [LibraryImport("libc")]
    private static partial int socketpair(int domain, int type, int protocol, ref int files);

    [LibraryImport("libc")]
    private static partial int setsockopt(int file, int level, int name, ref long value, uint length);

    [LibraryImport("libc")]
    private static partial nint read(SafeFileHandle file, ref byte buffer, nint count);

    [LibraryImport("libc")]
    private static partial nint write(SafeFileHandle file, ref byte buffer, nint count);
}
