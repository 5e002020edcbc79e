using System.Runtime.InteropServices;
using NvScanner.Acquisition;

namespace NvScanner.Cli.Running;

/// <summary>
/// SIGTSTP (Ctrl-Z) pauses a run instead of suspending the program, and SIGCONT lets it go on: a suspended program would leave laser and microwave on over a tip in contact, with nobody
/// watching. Windows has no such signals.
/// </summary>
internal sealed class PauseSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Heeds the signals until disposed.</summary>
    public PauseSignals(RunCoordinator coordinator)
    {
        if (OperatingSystem.IsWindows())
            return;
        Heed(PosixSignal.SIGTSTP, () => coordinator.RequestPause());
        Heed(PosixSignal.SIGCONT, () => coordinator.RequestResume());
    }

    /// <summary>Gives the signals their usual meaning back.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Heed(PosixSignal signal, Action act) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    }));
}
