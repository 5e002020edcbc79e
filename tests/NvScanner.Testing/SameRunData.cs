using System.Runtime.InteropServices;
using NvScanner.Hdf5;

namespace NvScanner.Testing;

/// <summary>Holds what two run files measured against each other, byte for byte: everything but when it was, the events and what else is of one run alone.</summary>
public static class SameRunData
{
    private static readonly string[] Groups = ["/entry/raw", "/entry/map", "/entry/topography", "/entry/truth", "/entry/cell_at_pixel", "/entry/reference", "/entry/electrochemistry"];

    /// <summary>Fails with the first dataset that differs; with <paramref name="exceptTimes"/> the groups of series and the pixels' times are left out.</summary>
    public static void Assert(string expectedPath, string actualPath, bool exceptTimes = false)
    {
        using Hdf5File expected = Hdf5File.OpenRead(expectedPath), actual = Hdf5File.OpenRead(actualPath);
        int compared = 0;
        foreach (string group in Groups.Where(group => expected.Exists(group) || actual.Exists(group)))
        {
            Xunit.Assert.Equal(expected.List(group), actual.List(group));
            foreach (string path in expected.List(group).Select(name => $"{group}/{name}"))
            {
                if (exceptTimes && (path == "/entry/raw/time" || group is "/entry/reference" or "/entry/electrochemistry"))
                    continue;
                Xunit.Assert.Equal(expected.Describe(path).ToString(), actual.Describe(path).ToString());
                Xunit.Assert.True(BytesOf(expected, path).AsSpan().SequenceEqual(BytesOf(actual, path)), $"{path} of {actualPath} is not that of {expectedPath}");
                compared++;
            }
        }

        Xunit.Assert.InRange(compared, 30, int.MaxValue);
    }

    private static byte[] BytesOf(Hdf5File file, string path) => file.Describe(path) is { Class: Hdf5Class.Float }
        ? MemoryMarshal.AsBytes(file.Read<double>(path).AsSpan()).ToArray()
        : MemoryMarshal.AsBytes(file.Read<long>(path).AsSpan()).ToArray();
}
