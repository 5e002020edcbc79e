using NvScanner.Acquisition;

namespace NvScanner.Cli.Running;

/// <summary>The operator's keyboard during a run: p pauses it, p again lets it go on. Other keys do nothing; Ctrl-C is no key here and stops the run.</summary>
internal static class PauseKeys
{
    /// <summary>Heeds keys until the program ends; <paramref name="readKey"/> blocks until there is one, and ends the reading by throwing that there is no keyboard.</summary>
    public static void Read(RunCoordinator coordinator, Func<char> readKey) => Read(() =>
    {
        if (!coordinator.RequestPause())
            coordinator.RequestResume();
    }, readKey);

    /// <summary>Calls <paramref name="toggle"/> at every p, on a thread of its own that keeps nothing alive.</summary>
    internal static Thread Read(Action toggle, Func<char> readKey)
    {
        var reader = new Thread(() =>
        {
            try
            {
                while (true)
                {
                    if (readKey() is 'p' or 'P')
                        toggle();
                }
            }
            catch (InvalidOperationException)
            {
                // the terminal is gone: signals still pause the run
            }
        })
        {
            IsBackground = true,
            Name = "keys",
        };
        reader.Start();
        return reader;
    }
}
