using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Benchmarks;

/// <summary>Round trips of a query over every transport, above what a bare socket takes for the same bytes to the same emulator; and the bytes per second of a serial line without wires.</summary>
internal static class DriverBenchmark
{
    private const int Queries = 5000;
    private const int Warmup = 500;

    public static async Task RunAsync()
    {
        await using TcpTextHost tcp = new(new Echo(), TimeProvider.System);
        var bare = Bare(tcp.Port);
        Contest.Row("bare socket, blocking, the emulator's own", bare, "us", "");
        Contest.Row("raw TCP", await MedianAsync(tcp.Address) - bare, "us above", "150");
        await using Vxi11Host vxi11 = new(new Echo(), TimeProvider.System);
        Contest.Row("VXI-11 (two calls)", await MedianAsync(vxi11.Address) - bare, "us above", "");
        await using HiSlipHost hislip = new(new Echo(), TimeProvider.System);
        Contest.Row("HiSLIP", await MedianAsync(hislip.Address) - bare, "us above", "");
        if (!OperatingSystem.IsLinux()) return;
        await using PtyTextHost serial = new(new Echo(), TimeProvider.System);
        Contest.Row("serial (pseudo terminal)", await MedianAsync(serial.Address) - bare, "us above", "");
        Contest.Row("serial, long replies", await ThroughputAsync(serial.Address), "kB/s", "11.52 (115200 baud)");
    }

    private static double Bare(int port)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var (query, reply) = ("1?\n"u8.ToArray(), new byte[100]);
        return Median(() =>
        {
            socket.Send(query);
            while (reply.AsSpan(0, socket.Receive(reply))[^1] != (byte)'\n') { }
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    private static async Task<double> MedianAsync(string address)
    {
        await using var dialogue = await OpenAsync(address);
        return await Median(async () => await dialogue.AskAsync("1?", CancellationToken.None));
    }

    private static async Task<double> Median(Func<Task> roundTrip)
    {
        List<double> microseconds = [];
        for (var query = 0; query < Warmup + Queries; query++)
        {
            var start = Stopwatch.GetTimestamp();
            await roundTrip();
            if (query >= Warmup) microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        return Contest.Median(microseconds);
    }

    private static async Task<double> ThroughputAsync(string address)
    {
        const int replies = 200;
        await using var dialogue = await OpenAsync(address);
        var seconds = await Contest.SecondsAsync(async () =>
        {
            for (var reply = 0; reply < replies; reply++) await dialogue.AskAsync("long?", CancellationToken.None);
        });
        return replies * Echo.LongReply.Length / seconds / 1e3;
    }

    private static async Task<InstrumentDialogue> OpenAsync(string address)
    {
        InstrumentDialogue dialogue = new(new InstrumentId("microwave", "echo"), Openers.For(ResourceString.Parse(address)), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        await dialogue.OpenAsync(CancellationToken.None);
        return dialogue;
    }

    private sealed class Echo : ITextInstrument
    {
        public static string LongReply { get; } = new('1', 10_000);

        public string Terminator => "\n";

        public IReadOnlyList<string> Take(string line) => [line == "long?" ? LongReply : line];
    }
}
