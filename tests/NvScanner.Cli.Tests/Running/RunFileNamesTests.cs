using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NvScanner.Cli.Running;

namespace NvScanner.Cli.Tests.Running;

public sealed class RunFileNamesTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 21, 20, 31, 5, TimeSpan.FromHours(1));

    [Fact]
    public void A_run_lies_in_the_folder_of_its_day_under_its_local_time() =>
        Assert.Equal(
            Path.Combine("runs", "2026", "20261121", "20261121T203105_strip-03_cw-odmr_0001.h5"),
            RunFileNames.First("runs", Evening, "strip-03", "cw-odmr"));

    [Theory]
    [InlineData("runs/20261121T203105_strip_03_cw-odmr_0001.h5", "runs/20261121T203105_strip_03_cw-odmr_0002.h5")]
    [InlineData("a_0099.h5", "a_0100.h5")]
    [InlineData("a_9999.h5", "a_10000.h5")]
    [InlineData("a_10000.h5", "a_10001.h5")]
    public void The_number_goes_on_where_a_name_is_taken(string taken, string next) => Assert.Equal(next, RunFileNames.After(taken));

    [Fact]
    public void Any_sample_makes_a_name_that_every_system_takes() =>
        Prop.ForAll<string?>(sample =>
        {
            var name = Path.GetFileName(RunFileNames.First("runs", Evening, sample ?? "", "cw-odmr"));
            return name.Length <= 120 && Regex.IsMatch(name, "^[A-Za-z0-9._-]+$") && name.EndsWith("_cw-odmr_0001.h5", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
}
