using System.Text.Json;

namespace NvScanner.Physics.Tests;

/// <summary>Independent reference vectors, copied beside the test assembly by NvScanner.Testing.</summary>
internal static class ReferenceVectors
{
    public static IEnumerable<JsonElement> Cases(string file, string collection = "cases")
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", file)));
        return document.RootElement.GetProperty(collection).EnumerateArray().Select(element => element.Clone()).ToArray();
    }

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => ToNumbers(element.GetProperty(name));

    public static Vector3d Vector(this JsonElement element, string name) => ToVector(element.GetProperty(name));

    public static IEnumerable<Vector3d> Vectors(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(ToVector);

    private static double[] ToNumbers(JsonElement array) => array.EnumerateArray().Select(number => number.GetDouble()).ToArray();

    private static Vector3d ToVector(JsonElement array) => ToNumbers(array) is [var x, var y, var z] ? new Vector3d(x, y, z) : throw new InvalidDataException();
}
