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
    }

    /// <summary>Makes the folder that a file will be in.</summary>
    public static void MakeFolderOf(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: its folder cannot be made: {error.Message}", error);
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
            throw new BadInputException(error.Message, error);
        }
    }

    /// <summary>Writes a whole file beside its place and moves it there when it is complete.</summary>
    public static void Write(string path, bool overwrite, Action<TextWriter> write)
    {
        RequireFree(path, overwrite);
        MakeFolderOf(path);
        var part = path + ".part";
        try
        {
            using (var writer = new StreamWriter(part))
                write(writer);
            File.Move(part, path, overwrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw new BadInputException($"{path}: cannot be written: {error.Message}", error);
        }
    }
}
