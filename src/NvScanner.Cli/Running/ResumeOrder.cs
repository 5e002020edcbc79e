namespace NvScanner.Cli.Running;

/// <summary>An unfinished run that the user wants to go on.</summary>
/// <param name="Path">Its file.</param>
/// <param name="ProfilePath">A profile in the place of the one in the file, or null.</param>
/// <param name="AcknowledgeTrip">Whether the user has seen why the run tripped, or what could not be made safe.</param>
/// <param name="Headless">Whether nobody watches.</param>
internal sealed record ResumeOrder(string Path, string? ProfilePath, bool AcknowledgeTrip, bool Headless);
