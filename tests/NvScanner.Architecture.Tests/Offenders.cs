namespace NvScanner.Architecture.Tests;

/// <summary>Fails with the whole list of what breaks a rule, one a line.</summary>
internal static class Offenders
{
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var all = offenders.ToArray();
        Assert.True(all.Length == 0, $"{all.Length} break the rule:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
