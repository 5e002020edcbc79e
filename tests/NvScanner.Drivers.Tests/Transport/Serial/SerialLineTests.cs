using System.Runtime.InteropServices;
using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.Serial;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing;

namespace NvScanner.Drivers.Tests.Transport.Serial;

/// <summary>A serial line on a pseudo terminal: everything but the shape of the bits on a wire.</summary>
public sealed partial class SerialLineTests
{
    [LinuxFact]
    public async Task EveryByteGoesThroughUnchangedInBothDirections()
    {
        using Pty pty = new();
        await using var line = await OpenAsync(pty.Name);
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        await line.WriteAsync(all, CancellationToken.None);
        var arrived = new byte[256];
        for (var count = 0; count < 256; count += pty.Read(arrived.AsSpan(count), 5000)) { }
        Assert.Equal(all, arrived);

        Assert.Equal(256, pty.Write(all, 5000));
        Assert.Equal(all, await ReadAsync(line, 256));
        Assert.False(line.HasBytes);
    }

    [LinuxFact]
    public async Task ALongMessageWaitsUntilTheOtherSideTakesIt()
    {
        using Pty pty = new();
        await using var line = await OpenAsync(pty.Name);
        var message = new byte[200_000];
        for (var i = 0; i < message.Length; i++) message[i] = (byte)(i * 7);
        var writing = line.WriteAsync(message, CancellationToken.None).AsTask();
        var arrived = new byte[message.Length];
        var count = 0;
        while (count < arrived.Length && pty.Read(arrived.AsSpan(count), 5000) is var more and > 0) count += more;
        await writing;
        Assert.Equal(message, arrived);
    }

    [LinuxFact]
    public async Task AWaitThatIsCalledOffEndsAndTheLineStaysUsable()
    {
        using Pty pty = new();
        await using var line = await OpenAsync(pty.Name);
        using CancellationTokenSource off = new();
        var reading = line.ReadAsync(new byte[10], off.Token);
        Assert.False(reading.IsCompleted);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.Equal(3, pty.Write("abc"u8, 5000));
        Assert.Equal("abc"u8.ToArray(), await ReadAsync(line, 3));
    }

    public static TheoryData<int, int, SerialParity, int, SerialFlowControl> Shapes => new()
    {
        { 9600, 8, SerialParity.None, 1, SerialFlowControl.None },
        { 19200, 7, SerialParity.Even, 1, SerialFlowControl.None },
        { 57600, 8, SerialParity.Odd, 2, SerialFlowControl.None },
        { 115_200, 8, SerialParity.None, 1, SerialFlowControl.RtsCts },
        { 921_600, 8, SerialParity.None, 1, SerialFlowControl.None },
        { 250_000, 8, SerialParity.None, 1, SerialFlowControl.None },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheKernelsSettingsAreThoseThatWereAskedFor(int rate, int dataBits, SerialParity parity, int stopBits, SerialFlowControl flowControl)
    {
        SerialSettings wanted = new() { BaudRate = rate, DataBits = dataBits, Parity = parity, StopBits = stopBits, FlowControl = flowControl };
        Termios termios = default;
        termios.MakeRaw(new SerialSettings { BaudRate = 1200, DataBits = 5, Parity = SerialParity.Odd, StopBits = 2, FlowControl = SerialFlowControl.RtsCts });
        termios.MakeRaw(wanted);
        Assert.Equal(wanted, termios.Read());
    }

    [LinuxFact]
    public async Task AnotherProgramSeesTheRateAndThatTheLineIsRaw()
    {
        using Pty pty = new();
        await using var line = await OpenAsync(pty.Name, new SerialSettings { BaudRate = 460_800, StopBits = 2 });
        var stty = await Tool.RunAsync("stty", "-a", "-F", pty.Name);
        Assert.Contains("speed 460800 baud", stty, StringComparison.Ordinal);
        Assert.Contains(" cstopb", stty, StringComparison.Ordinal);
        foreach (var off in new[] { "-icanon", "-echo", "-isig", "-opost", "-icrnl", "-ixon", "-crtscts", "-parenb" }) Assert.Contains(off, stty, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task APortThatCannotBeWhatIsAskedForSaysWhatItIs()
    {
        // a pseudo terminal always has eight bits without parity
        using Pty pty = new();
        var error = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(pty.Name, new SerialSettings { BaudRate = 9600, DataBits = 7, Parity = SerialParity.Even }));
        Assert.Contains("cannot do 9600 7E1, it does 9600 8N1", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task APortIsForOneAtATime()
    {
        using Pty pty = new();
        await using (await OpenAsync(pty.Name))
        {
            var error = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(pty.Name));
            Assert.Contains("taken by another program, or by another role", error.Message, StringComparison.Ordinal);
            Assert.Contains(pty.Name, error.Message, StringComparison.Ordinal);
        }
        await using var again = await OpenAsync(pty.Name);
    }

    [LinuxFact]
    public async Task APortThatIsNotThereIsSaidWithThoseThatAre()
    {
        var error = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync("/dev/ttyUSB99"));
        Assert.Contains("/dev/ttyUSB99", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no such port", error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task AFileIsNoSerialLine()
    {
        var file = Path.GetTempFileName();
        try
        {
            var error = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(file));
            Assert.Contains("not a serial line", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [SuperuserFact]
    public void APortThatIsForbiddenNamesItsGroup()
    {
        using Pty pty = new();
        Exception? error = null;
        // the rights of files are a thread's own on Linux: this one becomes nobody's
        Thread nobody = new(() =>
        {
            _ = setfsuid(65534);
            _ = setfsgid(65534);
            error = Record.Exception(() => { _ = new SerialOpener(pty.Name, new SerialSettings()).OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult(); });
        });
        nobody.Start();
        nobody.Join();
        Assert.Contains("permission denied: the port belongs to the group '" + GroupOf(pty.Name) + "'; run 'sudo usermod -a -G", error?.Message, StringComparison.Ordinal);
    }

    private static ValueTask<IByteChannel> OpenAsync(string port, SerialSettings? settings = null) =>
        new SerialOpener(port, settings ?? new SerialSettings()).OpenAsync(CancellationToken.None);

    private static async Task<byte[]> ReadAsync(IByteChannel line, int count)
    {
        var arrived = new byte[count];
        for (var have = 0; have < count;) have += (await line.ReadAsync(arrived.AsMemory(have), CancellationToken.None)).Count;
        return arrived;
    }

    private static string GroupOf(string path) => Tool.RunAsync("stat", "-c", "%G", path).GetAwaiter().GetResult().Trim();

    [LibraryImport("libc")]
    private static partial int setfsuid(uint user);

    [LibraryImport("libc")]
    private static partial int setfsgid(uint group);
}
