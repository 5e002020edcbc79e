using System.CommandLine;
using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;
using NvScanner.Cli.Rigs;
using NvScanner.Cli.Terminal;
using NvScanner.Configuration;
using NvScanner.Simulation.Samples;
using Spectre.Console;

namespace NvScanner.Cli.Commands;

/// <summary>`nvscanner profile check` and `profile drivers`.</summary>
internal static class ProfileCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context) => new("profile", "Checks hardware profiles and lists drivers.")
    {
        BuildCheck(context),
        BuildDrivers(context),
    };

    private static Command BuildCheck(CommandContext context)
    {
        var profile = new Argument<string>("PROFILE") { Description = "Hardware profile, a YAML file." };
        var connect = new Option<bool>("--connect") { Description = "Also tries every instrument and shows who answers, how fast and within which limits, or why not." };
        var set = CommonOptions.Set();
        var command = new Command("check", "Validates a profile, and with --connect its instruments.") { profile, connect, set };
        command.SetAction((parsed, cancellation) => CommandGuard.RunAsync(context, () =>
            CheckAsync(context, parsed.GetRequiredValue(profile), parsed.GetRequiredValue(set), parsed.GetValue(connect), cancellation)));
        return command;
    }

    private static Command BuildDrivers(CommandContext context)
    {
        var name = new Argument<string?>("NAME") { Description = "Driver whose options are listed, for example simulated.microwave.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("drivers", "Lists the drivers, or the options of one.") { name };
        command.SetAction((parsed, _) => CommandGuard.RunAsync(context, () =>
        {
            if (parsed.GetValue(name) is { } driver)
                PrintOptions(context, driver);
            else
                PrintDrivers(context);
            return Task.FromResult(ExitCodes.Completed);
        }));
        return command;
    }

    private static async Task<int> CheckAsync(CommandContext context, string path, string[] settings, bool connect, CancellationToken cancellation)
    {
        var profile = RigFactory.LoadProfile(path, settings);
        var failures = 0;
        if (connect)
        {
            failures = await ConnectAsync(context, profile, cancellation);
        }
        else
        {
            var table = Tables.WithColumns("role", "driver");
            foreach (var instrument in profile.Value.Instruments)
                table.AddLiteralRow(instrument.Role, instrument.Driver);
            context.Terminal.People.Write(table);
        }
        foreach (var warning in SimulatedSample.Warnings(profile.Value))
            context.Terminal.Say($"warning: {warning}");
        context.Terminal.Say($"{path}: {(failures > 0 ? $"{failures} of {profile.Value.Instruments.Count} instruments failed" : connect ? "every instrument answers" : "valid")}");
        return failures > 0 ? ExitCodes.Hardware : ExitCodes.Completed;
    }

    /// <summary>Tries all instruments, shows what became of each, and says every failure on a line of its own, which a narrow terminal does not cut; returns the number of failures.</summary>
    private static async Task<int> ConnectAsync(CommandContext context, LoadedDocument<RigProfile> profile, CancellationToken cancellation)
    {
        using var clock = new RigClock(profile.Value, realTime: false, context.Clock);
        await using var outcomes = await RigFactory.TryConnectAsync(profile, clock.Time, context.Terminal, cancellation);
        var checks = new List<InstrumentCheck>();
        await clock.Time.RunActorAsync("check", async () =>
        {
            foreach (var outcome in outcomes.All)
                checks.Add(await InstrumentCheck.OfAsync(outcome, clock.Time, cancellation));
        });

        var table = Tables.WithColumns("role", "driver", "address", "identity", "firmware", "latency", "limits");
        foreach (var column in table.Columns.Take(3))
            column.NoWrap(); // to be copied
        foreach (var check in checks)
            table.AddLiteralRow(check.Cells);
        context.Terminal.People.Write(table);
        foreach (var failure in checks.Select(check => check.Failure).OfType<Exception>())
        {
            context.Logging.CreateLogger("NvScanner.Cli").LogError(failure, "An instrument failed its check");
            context.Terminal.Say($"error: {failure.Message}");
        }
        return checks.Count(check => check.Failure is not null);
    }

    private static void PrintDrivers(CommandContext context)
    {
        var table = Tables.WithColumns("driver", "role", "what it is");
        foreach (var driver in RigFactory.Drivers.OrderBy(d => d.Key, StringComparer.Ordinal))
            table.AddLiteralRow(driver.Key, driver.Role, driver.Description);
        context.Terminal.People.Write(table);
    }

    private static void PrintOptions(CommandContext context, string name)
    {
        var driver = RigFactory.Drivers.FirstOrDefault(d => d.Key == name)
            ?? throw new BadInputException($"there is no driver '{name}'; allowed: {string.Join(", ", RigFactory.Drivers.Select(d => d.Key).Order(StringComparer.Ordinal))}");
        context.Terminal.Say($"{driver.Key} (role {driver.Role}): {driver.Description}");
        var table = Tables.WithColumns("option", "kind", "default", "what it does");
        foreach (var option in driver.Options)
            table.AddLiteralRow(option.Name, KindOf(option), option.Default ?? "required", option.Description);
        context.Terminal.People.Write(table);
    }

    private static string KindOf(OptionDefinition option) =>
        option.Choices is { } choices ? string.Join(" | ", choices) : option.Kind.ToString();
}
