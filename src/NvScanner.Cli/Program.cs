using Microsoft.Extensions.Logging;
using NvScanner.Cli;
using NvScanner.Cli.Terminal;
using Serilog;

// The composition root: the only place that names the real clock, the real streams and the log's place.
#pragma warning disable RS0030
var clock = TimeProvider.System;
#pragma warning restore RS0030

var logDirectory = Environment.GetEnvironmentVariable("NVSCANNER_LOG_DIRECTORY") is { Length: > 0 } chosen
    ? chosen
    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(), "NvScanner", "logs");
using var logging = LoggerFactory.Create(builder => builder.AddSerilog(
    new LoggerConfiguration()
        .WriteTo.File(Path.Combine(logDirectory, "nvscanner-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 30, shared: true,
            formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .CreateLogger(),
    dispose: true));

var terminal = new TerminalOutput(Console.Out, Console.Error, isInteractive: !Console.IsErrorRedirected)
{
    ReadKey = Console.IsErrorRedirected || Console.IsInputRedirected ? null : () => Console.ReadKey(intercept: true).KeyChar,
};
return await Application.RunAsync(args, new CommandContext(terminal, logging, logDirectory, clock));
