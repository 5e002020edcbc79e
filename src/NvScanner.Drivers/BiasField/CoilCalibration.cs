using System.Globalization;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Drivers.BiasField;

/// <summary>What three coils make of their currents: B = M I, with M in T/A, rows for the field's x, y, z in the sample frame and columns for the coils.</summary>
internal sealed class CoilCalibration
{
    // of a matrix whose columns are of length 1; below it, the coils do not span the space
    private const double LeastVolume = 1e-3;

    private readonly Vector3[] _rows, _inverseRows;

    private CoilCalibration(Vector3[] rows)
    {
        _rows = rows;
        var (a, b, c) = (Column(v => v.X), Column(v => v.Y), Column(v => v.Z));
        var volume = a.Dot(Cross(b, c));
        if (!(Math.Abs(volume) > LeastVolume * a.Length * b.Length * c.Length))
            throw new FormatException("the coils do not span all directions; the columns have to be the fields of three coils along different axes");
        // rows of the inverse are the reciprocal vectors of the columns
        _inverseRows = [(1 / volume) * Cross(b, c), (1 / volume) * Cross(c, a), (1 / volume) * Cross(a, b)];
    }

    /// <summary>Reads rows separated by semicolons and numbers in T/A separated by blanks; throws <see cref="FormatException"/> for anything else and for coils that do not span all directions.</summary>
    public static CoilCalibration Parse(string text) => new([.. Rows(text)]);

    /// <summary>The field in T of three currents in A.</summary>
    public Vector3 Field(Vector3 amperes) => Product(_rows, amperes);

    /// <summary>The currents in A of a field in T.</summary>
    public Vector3 Currents(Vector3 tesla) => Product(_inverseRows, tesla);

    /// <summary>The largest magnitude in T that every direction allows when no current exceeds the given one in A: current k is row k of the inverse times B, hence at most that row's length times |B|.</summary>
    public double Reach(double amperes) => amperes / _inverseRows.Max(row => row.Length);

    private static IEnumerable<Vector3> Rows(string text)
    {
        var rows = text.Split(';');
        if (rows.Length != 3) throw Malformed(text);
        foreach (var row in rows)
        {
            var numbers = row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Malformed(text)).ToArray();
            yield return numbers.Length == 3 ? new Vector3(numbers[0], numbers[1], numbers[2]) : throw Malformed(text);
        }
    }

    private static FormatException Malformed(string text) =>
        new($"'{text}' is no calibration; write three rows of three numbers in T/A, for example \"8e-3 0 0; 0 8e-3 0; 0 0 5e-3\"");

    private Vector3 Column(Func<Vector3, double> component) => new(component(_rows[0]), component(_rows[1]), component(_rows[2]));

    private static Vector3 Product(Vector3[] rows, Vector3 v) => new(rows[0].Dot(v), rows[1].Dot(v), rows[2].Dot(v));

    private static Vector3 Cross(Vector3 a, Vector3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
