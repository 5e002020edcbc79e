namespace NvScanner.Cli.Tests.Commands;

public sealed class EmulateCommandTests
{
    [Theory]
    [InlineData("nanonis.stage")]
    [InlineData("swabian.pulse-streamer")]
    public async Task An_emulator_whose_protocol_needs_a_network_refuses_a_serial_line(string name) =>
        (await CommandRun.OfAsync("emulate", name, "--serial")).AssertBadInput(name, "network", "--serial");

    [Fact]
    public async Task A_serial_line_has_no_port_number() =>
        (await CommandRun.OfAsync("emulate", "cobolt.06", "--serial", "--port", "5025")).AssertBadInput("--port", "--serial", "exclude");

    [Fact]
    public async Task An_unknown_emulator_is_answered_with_those_there_are() =>
        (await CommandRun.OfAsync("emulate", "cobolt.7")).AssertBadInput("cobolt.7", "cobolt.06");
}
