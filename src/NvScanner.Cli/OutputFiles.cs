namespace NvScanner.Cli;

/// <summary>Rules for files that a command writes.</summary>
internal static class OutputFiles
{
    /// <summary>Refuses a path that exists already, unless the user asked for it to be overwritten, or whose folder cannot be made.</summary>
    public static void RequireFree(string path, bool overwrite)
    {
        if (Directory.Exists(path))
            throw new BadInputException($"{path}: is a folder; name a file with --out");
        if (File.Exists(path) && !overwrite)
            throw new BadInputException($"{path}: exists already and is left as it is; choose another --out or say --overwrite");
        RequireFolder(path);
    }

    /// <summary>Refuses a path whose folder cannot be made.</summary>
    public static void RequireFolder(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
                throw new BadInputException($"{path}: {folder} is a file and no folder; choose another --out");
        }
    }

    /// <summary>Where files made from a run file go: the chosen folder, else the run file's own.</summary>
    public static string FolderFor(string runFile, string? chosen) => chosen ?? Path.GetDirectoryName(Path.GetFullPath(runFile))!;

    /// <summary>Makes files from a run file; an output that exists or cannot be written is the user's to decide about.</summary>
    public static T Derive<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{error.Message.TrimEnd('.')}{RemedyFor(error)}", error);
        }
    }

    /// <summary>Writes a whole file beside its place and moves it there when it is complete.</summary>
    public static void Write(string path, bool overwrite, Action<TextWriter> write)
    {
        RequireFree(path, overwrite);
        var part = path + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var writer = new StreamWriter(part))
                write(writer);
            File.Move(part, path, overwrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw new BadInputException($"{path}: cannot be written: {error.Message.TrimEnd('.')}{RemedyFor(error, "; choose another --out, or free the disk if it is full")}", error);
        }
    }

    // an IOException may speak of an existing output, and then names its own remedy
    private static string RemedyFor(Exception error, string otherwise = "") => error switch
    {
        UnauthorizedAccessException => "; choose another --out, or get the right to write there",
        DirectoryNotFoundException => "; choose another --out, a folder that can be made",
        _ => otherwise,
    };
}
