using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>Allowed interval of a number; null means unbounded.</summary>
internal readonly record struct Bounds(double? Above = null, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>Whether a value is allowed; NaN never is.</summary>
    public bool Contains(double value) =>
        double.IsFinite(value) && !(value <= Above) && !(value < AtLeast) && !(value > AtMost);

    /// <summary>The interval in words, beginning with ", "; empty when unbounded.</summary>
    public string Phrase(Func<double, string> write)
    {
        var parts = new List<string>();
        if (Above is { } above)
            parts.Add($"above {write(above)}");
        if (AtLeast is { } atLeast && AtMost is { } limit)
            return $", {write(atLeast)} to {write(limit)}";
        if (AtLeast is { } least)
            parts.Add($"at least {write(least)}");
        if (AtMost is { } most)
            parts.Add($"at most {write(most)}");
        return string.Concat(parts.Select((part, i) => i == 0 ? ", " + part : " and " + part));
    }

    /// <summary>Adds the interval to a JSON schema of a number.</summary>
    public JsonObject AddTo(JsonObject schema)
    {
        if (Above is { } above)
            schema["exclusiveMinimum"] = above;
        if (AtLeast is { } least)
            schema["minimum"] = least;
        if (AtMost is { } most)
            schema["maximum"] = most;
        return schema;
    }
}
