namespace NvScanner.Drivers.Dialogues;

/// <summary>
/// A question whose answer is known beforehand. An instrument answers in order, so what comes before the known answer belongs to earlier questions,
/// however late it is: that brings a line into step which cannot be opened anew without its old bytes.
/// </summary>
/// <param name="Query">The question.</param>
/// <param name="Reply">Its answer, trimmed; no other question may be answered like that.</param>
public sealed record Sentinel(string Query, string Reply);
