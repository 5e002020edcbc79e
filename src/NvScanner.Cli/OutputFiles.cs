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
