namespace NvScanner.Reporting.Tests.Support;

/// <summary>Two run files that tests only read: a whole simulated run, and a real one of three frames that was killed in its first.</summary>
public sealed class WrittenRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Whole => _folder["whole.h5"];

    /// <summary>The report of <see cref="Whole"/>.</summary>
    public string WholePage { get; private set; } = "";

    public string Killed => _folder["killed.h5"];

    public async Task InitializeAsync()
    {
        await new TestRun { Repeat = 2 }.WriteAsync(Whole);
        WholePage = File.ReadAllText(RunReport.Write(Whole, _folder["page"]));
        await new TestRun { Repeat = 2, Frames = 3, Measured = 100, Completes = false, HasTruth = false, TwoWindows = true, RotationDegrees = 30 }.WriteAsync(Killed);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
