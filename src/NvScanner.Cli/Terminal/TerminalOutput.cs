using Spectre.Console;

namespace NvScanner.Cli.Terminal;

/// <summary>The two streams of the program: results for other programs go alone to standard output, everything for people to standard error.</summary>
internal sealed class TerminalOutput
{
    private const int RedirectedWidth = 160;

    /// <summary>Writes to the given streams; <paramref name="isInteractive"/> says whether a person watches standard error.</summary>
    public TerminalOutput(TextWriter output, TextWriter error, bool isInteractive)
    {
        Output = output;
        Error = error;
        IsInteractive = isInteractive;
        People = isInteractive
            ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
            : PlainConsole(error);
    }

    /// <summary>Standard output: JSON and nothing else.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error as it is.</summary>
    public TextWriter Error { get; }

    /// <summary>Standard error with tables and, where a person watches, colours.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Whether a person watches.</summary>
    public bool IsInteractive { get; }

    /// <summary>Waits for a key of the person who watches and returns it; null where there is no keyboard.</summary>
    public Func<char>? ReadKey { get; init; }

    /// <summary>Says one line to people.</summary>
    public void Say(string line) => Error.WriteLine(line);

    /// <summary>A console without colours and control codes, as files and pipes need it.</summary>
    public static IAnsiConsole PlainConsole(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = RedirectedWidth;
        return console;
    }
}
