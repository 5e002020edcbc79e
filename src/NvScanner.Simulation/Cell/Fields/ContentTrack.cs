namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// Follows the state of a cell, the lithium contents of all particles and how far a dendrite has come, along straight pieces, so that what depends on them is calculated at the ends of a piece and interpolated
/// within it: nobody knows the next state of a cell, but the end of a piece lies where the last change points to. Where a cell departs from its piece
/// (it arrived, the current was reversed, the particles even out) a new piece begins, at the end of the old one if the cell is there.
/// The pieces depend on the contents that were observed and on nothing else.
/// </summary>
internal sealed class ContentTrack<T> where T : class
{
    private const double JustBefore = 1 - 1e-9;

    private readonly Func<double[], T> _create;
    private readonly double[] _steps;
    private readonly double _tolerance;
    private readonly Func<double, double, bool> _isStraight;
    private readonly int _particles;
    private readonly double _dendriteWeight;
    private double[] _begin = [];
    private double[] _end = [];
    private readonly double[] _last;
    private Lazy<T> _atBegin;
    private Lazy<T> _atEnd;

    /// <summary>
    /// A track that makes <typeparamref name="T"/> of contents when it is needed. A piece is as long as the first of the steps (largest change of a content,
    /// falling) between whose ends the dependence is straight for every particle, or the last; it holds while contents lie on it within the tolerance.
    /// A number behind those of the particles is the dendrite (<see cref="IParticleCell.DendriteAt"/>), of which the weight is the content that counts as much.
    /// </summary>
    public ContentTrack(ReadOnlySpan<double> contents, int particles, double dendriteWeight, double[] steps, double tolerance, Func<double, double, bool> isStraight, Func<double[], T> create)
    {
        (_steps, _tolerance, _isStraight, _create) = (steps, tolerance, isStraight, create);
        (_particles, _dendriteWeight) = (particles, dendriteWeight);
        _last = contents.ToArray();
        _begin = contents.ToArray();
        _atBegin = Make(_begin);
        _atEnd = _atBegin;
        BeginPiece(contents);
    }

    /// <summary>What was made of the contents at the two ends of the present piece; what is not made yet is made now, both at once.</summary>
    public (T AtBegin, T AtEnd) Ends
    {
        get
        {
            if (!_atBegin.IsValueCreated && !_atEnd.IsValueCreated)
                Parallel.Invoke(() => _ = _atBegin.Value, () => _ = _atEnd.Value);
            return (_atBegin.Value, _atEnd.Value);
        }
    }

    /// <summary>Pieces so far.</summary>
    public int Pieces { get; private set; }

    /// <summary>Takes note of contents; to be called at regular times, in order.</summary>
    public void Observe(ReadOnlySpan<double> contents)
    {
        var place = PlaceOf(contents, out var distance);
        if (place is < -0.02 or > 1 || distance > _tolerance)
        {
            if (Distance(contents, _end) <= _tolerance) (_begin, _atBegin) = (_end, _atEnd);
            else if (Distance(contents, _begin) > _tolerance)
            {
                _begin = contents.ToArray();
                _atBegin = Make(_begin);
            }
            BeginPiece(contents);
        }
        contents.CopyTo(_last);
    }

    /// <summary>Where contents lie on the present piece: 0 at its beginning, 1 at its end.</summary>
    public double PlaceOf(ReadOnlySpan<double> contents) => PlaceOf(contents, out _);

    private double PlaceOf(ReadOnlySpan<double> contents, out double distance)
    {
        double along = 0, length = 0;
        for (var p = 0; p < contents.Length; p++)
        {
            var direction = WeightOf(p) * WeightOf(p) * (_end[p] - _begin[p]);
            along += direction * (contents[p] - _begin[p]);
            length += direction * (_end[p] - _begin[p]);
        }
        var place = along / length;
        distance = 0;
        for (var p = 0; p < contents.Length; p++)
            distance = Math.Max(distance, WeightOf(p) * Math.Abs(contents[p] - _begin[p] - place * (_end[p] - _begin[p])));
        return place;
    }

    private void BeginPiece(ReadOnlySpan<double> contents)
    {
        const double smallestChange = 1e-12;
        var largest = 0.0;
        for (var p = 0; p < contents.Length; p++)
            if (!HasCrossed(p, contents)) largest = Math.Max(largest, WeightOf(p) * Math.Abs(contents[p] - _last[p]));
        var end = new double[contents.Length];
        foreach (var step in _steps)
        {
            var isStraight = true;
            for (var p = 0; p < end.Length; p++)
            {
                // a cell that has not moved yet is most often charged next
                var direction = HasCrossed(p, contents) ? 0 : largest > smallestChange ? (contents[p] - _last[p]) / largest : p < _particles ? -1 : 0;
                end[p] = HasCrossed(p, contents) ? contents[p] : Math.Clamp(contents[p] + step * direction, 0, p < _particles ? 1 : JustBefore);
                isStraight &= p >= _particles || _isStraight(_begin[p], end[p]);
            }
            if (isStraight) break;
        }
        // at the limits of the content nothing can go on: any direction serves
        if (Distance(end, _begin) < smallestChange)
            for (var p = 0; p < _particles; p++) end[p] = Math.Abs(contents[p] - _steps[^1]);
        (_end, _atEnd) = (end, Make(end));
        Pieces++;
    }

    private double WeightOf(int p) => p < _particles ? 1 : _dendriteWeight;

    // touching is no longer growing: it has no direction, and no piece leads there
    private bool HasCrossed(int p, ReadOnlySpan<double> contents) => p >= _particles && contents[p] >= 1;

    private Lazy<T> Make(double[] contents) => new(() => _create(contents), LazyThreadSafetyMode.None);

    private double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var largest = 0.0;
        for (var p = 0; p < left.Length; p++) largest = Math.Max(largest, WeightOf(p) * Math.Abs(left[p] - right[p]));
        return largest;
    }
}
