using System.Diagnostics;
using System.Globalization;
using System.Net;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport.Vxi11;
using NvScanner.Drivers.Transport.ZeroMq;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.StanfordResearch;

namespace NvScanner.Drivers.Tests.Transport;

/// <summary>Open-source clients talk to our emulators as to real instruments: what both sides of ours might have misread alike shows here.</summary>
public sealed class OpenClientTests
{
    private const string Python = "/usr/bin/python3";
    private const string PyVisaPy = "/usr/lib/python3/dist-packages/pyvisa_py";
    private const string ZeroMq = "/usr/lib/python3/dist-packages/zmq";
    private const string Identity = "Stanford Research Systems,SG384,s/n002001,ver1.24.26";

    // an address of this machine whose port 111 is not the system's own
    private static readonly IPAddress Address = IPAddress.Parse("127.11.11.1");

    [OpenToolFact("/usr/bin/lxi", "lxi-tools", NeedsPortmapper = true)]
    public async Task LxiToolsAskOverVxi11()
    {
        await using Vxi11Host host = new(new Sg384Emulator(), TimeProvider.System, portmapperPort: 111, Address);
        Assert.Equal(Identity, (await Tool.RunAsync("/usr/bin/lxi", "scpi", "-a", Address.ToString(), "*IDN?")).Trim());
    }

    [OpenToolFact("/usr/bin/lxi", "lxi-tools")]
    public async Task LxiToolsAskOverARawSocket()
    {
        await using TcpTextHost host = new(new Sg384Emulator(), TimeProvider.System);
        Assert.Equal(Identity, (await Tool.RunAsync("/usr/bin/lxi", "scpi", "-r", "-a", "127.0.0.1", "-p", host.Port.ToString(CultureInfo.InvariantCulture), "*IDN?")).Trim());
    }

    [OpenToolFact(PyVisaPy, "python3-pyvisa-py", NeedsPortmapper = true)]
    public async Task PyVisaPySetsAFrequencyOverVxi11()
    {
        Sg384Emulator device = new();
        await using Vxi11Host host = new(device, TimeProvider.System, portmapperPort: 111, Address);
        Assert.Equal(Identity, await AskPyVisaAsync($"TCPIP::{Address}::inst0::INSTR"));
        Assert.Equal(2.87e9, device.FrequencyHz);
    }

    [OpenToolFact(PyVisaPy, "python3-pyvisa-py")]
    public async Task PyVisaPySetsAFrequencyOverARawSocket()
    {
        Sg384Emulator device = new();
        await using TcpTextHost host = new(device, TimeProvider.System);
        Assert.Equal(Identity, await AskPyVisaAsync(host.Address));
        Assert.Equal(2.87e9, device.FrequencyHz);
    }

    [OpenToolFact("/usr/lib/python3/dist-packages/serial", "python3-pyvisa-py and python3-serial")]
    public async Task PyVisaPySetsAFrequencyOverASerialLine()
    {
        Sg384Emulator device = new();
        await using PtyTextHost host = new(device, TimeProvider.System);
        Assert.Equal(Identity, await AskPyVisaAsync(host.Address));
        Assert.Equal(2.87e9, device.FrequencyHz);
    }

    [OpenToolFact(ZeroMq, "python3-zmq")]
    public async Task PyZmqAsksOverARequestSocket()
    {
        const string program = """
            import sys, zmq
            socket = zmq.Context().socket(zmq.REQ)
            socket.connect(sys.argv[1])
            for question in ("*IDN?", "FREQ 2.87 GHz", "FREQ?"):
                socket.send_string(question)
                print(socket.recv_string().strip())
            """;
        await using ZmtpHost host = new(new Sg384Emulator(), TimeProvider.System);
        Assert.Equal($"{Identity}\n\n2870000000.000000\n", await Tool.RunAsync(Python, "-c", program, $"tcp://127.0.0.1:{host.Port}"));
    }

    [OpenToolFact(ZeroMq, "python3-zmq")]
    public async Task OurRequestSocketIsAnsweredByPyZmq()
    {
        const string program = """
            import zmq
            socket = zmq.Context().socket(zmq.REP)
            print(socket.bind_to_random_port("tcp://127.0.0.1"), flush=True)
            for _ in range(3):
                question = socket.recv_string()
                socket.send_string("" if question == "SET" else question * (100 if question.startswith("long") else 1))
            """;
        ProcessStartInfo start = new(Python, ["-c", program]) { RedirectStandardOutput = true };
        using var server = Process.Start(start)!;
        var port = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        DialogueSettings settings = new() { Terminator = "", Replies = MessageFraming.Instance, Deadline = TimeSpan.FromSeconds(20) };
        await using InstrumentDialogue dialogue = new(new("counter", "echo"), new ZmtpOpener("127.0.0.1", port), settings, TimeProvider.System, new DialogueTrace(TimeProvider.System));
        await dialogue.OpenAsync(CancellationToken.None);
        Assert.Equal("INPU1:COUN?", await dialogue.AskAsync("INPU1:COUN?", CancellationToken.None));
        Assert.Equal("", await dialogue.AskAsync("SET", CancellationToken.None));
        Assert.Equal(string.Concat(Enumerable.Repeat("long message", 100)), await dialogue.AskAsync("long message", CancellationToken.None));
        await server.WaitForExitAsync();
    }

    [SuperuserFact]
    public async Task OurClientFindsTheDeviceThroughThePortmapper()
    {
        await using Vxi11Host host = new(new Sg384Emulator(), TimeProvider.System, portmapperPort: 111, IPAddress.Parse("127.11.11.2"));
        await using InstrumentDialogue dialogue = new(new("microwave", "echo"), new Vxi11Opener("127.11.11.2", "inst0"), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        await dialogue.OpenAsync(CancellationToken.None);
        Assert.Equal(Identity, await dialogue.AskAsync("*IDN?", CancellationToken.None));
    }

    private static async Task<string> AskPyVisaAsync(string address)
    {
        const string program = """
            import sys, pyvisa
            device = pyvisa.ResourceManager("@py").open_resource(sys.argv[1], read_termination="\r\n", write_termination="\n", open_timeout=5000)
            device.timeout = 5000
            device.write("FREQ 2.87 GHz")
            assert float(device.query("FREQ?")) == 2.87e9
            print(device.query("*IDN?"))
            device.close()
            """;
        return (await Tool.RunAsync(Python, "-c", program, address)).Trim();
    }
}
