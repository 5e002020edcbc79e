namespace NvScanner.Abstractions.Runs;

/// <summary>A pooled batch of pixels in the order of their visits, as a structure of arrays; it goes through acquire, fit and store and then back to its pool.</summary>
public sealed class PixelPage
{
    private readonly double[][] _columns;
    private readonly double[][] _vectors;

    /// <summary>Allocates a page for so many pixels of so many frequency bins.</summary>
    public PixelPage(int capacity, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        Capacity = capacity;
        Bins = bins;
        Pixels = new int[capacity];
        Frames = new int[capacity];
        Directions = new byte[capacity];
        Sweeps = new uint[capacity];
        Reasons = new PixelReason[capacity];
        States = new PixelState[capacity];
        Counts = new uint[(long)capacity * bins];
        _columns = Enum.GetValues<PixelColumn>().Select(_ => new double[capacity]).ToArray();
        _vectors = Enum.GetValues<PixelVectorColumn>().Select(_ => new double[3 * capacity]).ToArray();
        Clear();
    }

    /// <summary>Pixels that fit.</summary>
    public int Capacity { get; }

    /// <summary>Frequency bins per pixel.</summary>
    public int Bins { get; }

    /// <summary>Pixels that are filled.</summary>
    public int Count { get; set; }

    /// <summary>Running number of the first visit.</summary>
    public long FirstVisit { get; set; }

    /// <summary>Whether the page ends a line: a commit follows.</summary>
    public bool EndsLine { get; set; }

    /// <summary>Whether the instruments have not vouched for themselves after these pixels: they are flagged.</summary>
    public bool IsUnvouched { get; set; }

    /// <summary>y * width + x of each pixel.</summary>
    public int[] Pixels { get; }

    /// <summary>Frame of each pixel.</summary>
    public int[] Frames { get; }

    /// <summary>Direction of each pixel (<see cref="Scanning.ScanDirection"/>).</summary>
    public byte[] Directions { get; }

    /// <summary>Sweeps summed into the counts of each pixel.</summary>
    public uint[] Sweeps { get; }

    /// <summary>Photon counts [pixel, bin], row-major.</summary>
    public uint[] Counts { get; }

    /// <summary>What is wrong with each pixel.</summary>
    public PixelReason[] Reasons { get; }

    /// <summary>State that the store commits for each pixel.</summary>
    public PixelState[] States { get; }

    /// <summary>One double per pixel.</summary>
    public double[] this[PixelColumn column] => _columns[(int)column];

    /// <summary>Three doubles per pixel, interleaved.</summary>
    public double[] this[PixelVectorColumn column] => _vectors[(int)column];

    /// <summary>The counts of one pixel.</summary>
    public Span<uint> CountsOf(int pixel) => Counts.AsSpan(pixel * Bins, Bins);

    /// <summary>Empties the page for its next use: no pixels, NaN everywhere, counts zero.</summary>
    public void Clear()
    {
        Count = 0;
        FirstVisit = 0;
        EndsLine = false;
        IsUnvouched = false;
        Array.Clear(Counts);
        Array.Clear(Sweeps);
        Array.Fill(Reasons, PixelReason.NotMeasured);
        Array.Fill(States, PixelState.NotMeasured);
        foreach (var column in _columns)
            Array.Fill(column, double.NaN);
        foreach (var vector in _vectors)
            Array.Fill(vector, double.NaN);
    }
}
