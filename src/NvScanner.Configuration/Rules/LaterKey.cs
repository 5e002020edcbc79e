namespace NvScanner.Configuration.Rules;

/// <summary>A key that the plan format names but this version refuses.</summary>
/// <param name="Name">The key.</param>
/// <param name="What">What it will do, as the start of a sentence: "cell programmes are".</param>
/// <param name="Instead">What can be done now.</param>
internal sealed record LaterKey(string Name, string What, string Instead);
