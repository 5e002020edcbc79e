using System.CommandLine;
using System.Net.Sockets;
using NvScanner.Cli.Terminal;
using NvScanner.Emulation;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner emulate`: an instrument that is not there, for teaching and for trying profiles.</summary>
internal static class EmulateCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var name = new Argument<string?>("DRIVER") { Description = "Driver whose instrument is emulated; left out, the emulators are listed.", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int?>("--port") { Description = "Port to listen on; the real instrument's unless written, 0 for a free one." };
        var serial = new Option<bool>("--serial") { Description = "Listens on a tty of this machine instead, as an instrument on a serial line does (Linux)." };
        var command = new Command("emulate", "Stands in for an instrument on a port of this machine until it is stopped.") { name, port, serial };
        command.SetAction((parsed, cancellation) => CommandGuard.RunAsync(context, () => parsed.GetValue(name) is { } driver
            ? EmulateAsync(context, driver, parsed.GetValue(port), parsed.GetValue(serial), cancellation)
            : Task.FromResult(List(context))));
        return command;
    }

    private static int List(CommandContext context)
    {
        var table = Tables.WithColumns("emulator", "what it stands for");
        foreach (var emulator in Emulators.All.OrderBy(e => e.Name, StringComparer.Ordinal))
            table.AddLiteralRow(emulator.Name, emulator.Description);
        context.Terminal.People.Write(table);
        return ExitCodes.Completed;
    }

    private static async Task<int> EmulateAsync(CommandContext context, string driver, int? port, bool serial, CancellationToken cancellation)
    {
        var emulator = Emulators.All.FirstOrDefault(e => e.Name == driver)
            ?? throw new BadInputException($"there is no emulator '{driver}'; allowed: {string.Join(", ", Emulators.All.Select(e => e.Name).Order(StringComparer.Ordinal))}");
        if (port is < 0 or > 65535)
            throw new BadInputException($"--port {port}: a port is a number from 0 (any free one) to 65535");
        if (serial && port is not null)
            throw new BadInputException("--port and --serial exclude each other: a serial line has no port number; leave one of them out");
        await using var host = serial ? StartOnTty(emulator, context.Clock) : Start(emulator, context.Clock, port ?? emulator.UsualPort ?? 0);
        context.Terminal.Say($"{emulator.Description} Write `address: \"{host.Address}\"` in the profile. Ctrl-C ends it.");
        var stopped = new TaskCompletionSource();
        await using var registration = cancellation.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCodes.Completed;
    }

    private static EmulatorHost Start(EmulatorEntry emulator, TimeProvider clock, int port)
    {
        try
        {
            return emulator.Start(clock, port);
        }
        catch (SocketException failure)
        {
            throw new BadInputException($"port {port} cannot be listened on ({failure.Message}); choose another with --port, or 0 for a free one", failure);
        }
    }

    private static EmulatorHost StartOnTty(EmulatorEntry emulator, TimeProvider clock)
    {
        if (emulator.StartOnTty is not { } start)
            throw new BadInputException($"'{emulator.Name}' speaks over a network only; leave --serial out");
        try
        {
            return start(clock);
        }
        catch (PlatformNotSupportedException failure)
        {
            throw new BadInputException($"--serial: {failure.Message}", failure);
        }
    }
}
