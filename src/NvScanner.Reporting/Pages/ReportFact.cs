namespace NvScanner.Reporting.Pages;

/// <summary>A named value of a report.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value with its unit.</param>
/// <param name="Note">What it means or should be; may be empty.</param>
public sealed record ReportFact(string Name, string Value, string Note = "");
