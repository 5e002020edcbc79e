using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace NvScanner.Storage.Writing;

/// <summary>Who holds a file: the writer of a run shares its handle for reading only, so an exclusive handle can be had exactly when it is gone.</summary>
internal static class FileHolder
{
    private const int LongestCommand = 60;

    /// <summary>Whether some program holds the file.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Takes a file for oneself; <see cref="RunFileException"/> about the run file <paramref name="runFile"/> when somebody holds it or it may not be written.</summary>
    public static SafeFileHandle ClaimAlone(string path, string runFile)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RunFileException(runFile, $"{path} may not be written: get the right to, or copy the run file to a place of your own", error);
        }
        catch (IOException error)
        {
            throw new RunFileException(runFile, $"{Who(path) ?? "another program"} holds {(path == runFile ? "the file" : path)}: wait until it has ended, or end it", error);
        }
    }

    /// <summary>The programs that have locked a file, from Linux' lists of open files; null when they cannot be found.</summary>
    private static string? Who(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        string target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        string[] holders = [.. Directory.EnumerateDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _) && Locks(process, target)).Select(Describe)];
        return holders.Length == 0 ? null : string.Join(" and ", holders);
    }

    private static bool Locks(string process, string target)
    {
        try
        {
            return Directory.EnumerateFiles($"{process}/fd").Any(descriptor =>
                new FileInfo(descriptor).LinkTarget == target
                && File.ReadAllText($"{process}/fdinfo/{Path.GetFileName(descriptor)}").Contains("FLOCK", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // somebody else's process, or one that has just ended
        }
    }

    private static string Describe(string process)
    {
        string number = Path.GetFileName(process);
        try
        {
            string command = string.Join(' ', File.ReadAllText($"{process}/cmdline").TrimEnd('\0').Split('\0').Select(Path.GetFileName));
            return $"process {number} ({(command.Length > LongestCommand ? command[..LongestCommand] + "..." : command)})";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"process {number}";
        }
    }
}
