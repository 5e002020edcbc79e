using System.Text;

namespace NvScanner.Configuration.Documents;

/// <summary>Reads the text of a plan or profile file.</summary>
internal static class DocumentFile
{
    /// <summary>Largest file that is read; the longest real profile is some 10 kB.</summary>
    public const int LargestBytes = 1 << 20;

    /// <summary>Reads a file as UTF-8; throws <see cref="ConfigurationException"/> when it is absent, unreadable, too large or not text.</summary>
    public static string Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LargestBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LargestBytes)
                throw Problem(path, $"the file is larger than {LargestBytes / 1024} kB; this is not a plan or profile");
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Problem(path, "the file is not UTF-8 text");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Problem(path, "the file does not exist");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Problem(path, $"the file cannot be read: {unreadable.Message}");
        }
    }

    private static ConfigurationException Problem(string path, string message) => new([new ConfigurationProblem(path, 0, 0, "", message)]);
}
