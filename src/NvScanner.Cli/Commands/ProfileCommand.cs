using System.CommandLine;
using NvScanner.Abstractions.Instruments;
using NvScanner.Cli.Rigs;
using NvScanner.Cli.Terminal;
using NvScanner.Simulation.Samples;

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
        var connect = new Option<bool>("--connect") { Description = "Also connects every instrument and names each that does not answer." };
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
        var table = connect ? Tables.WithColumns("role", "driver", "answers as") : Tables.WithColumns("role", "driver");
        if (connect)
        {
            using var clock = new RigClock(profile.Value, realTime: false, context.Clock);
            await using var rig = await RigFactory.ConnectAsync(profile, clock.Time, context.Terminal, cancellation);
            foreach (var instrument in profile.Value.Instruments)
                table.AddLiteralRow(instrument.Role, instrument.Driver, rig.Identities[instrument.Role].ToString());
        }
        else
        {
            foreach (var instrument in profile.Value.Instruments)
                table.AddLiteralRow(instrument.Role, instrument.Driver);
        }
        context.Terminal.People.Write(table);
        foreach (var warning in SimulatedSample.Warnings(profile.Value))
            context.Terminal.Say($"warning: {warning}");
        context.Terminal.Say($"{path}: {(connect ? "every instrument answers" : "valid")}");
        return ExitCodes.Completed;
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
