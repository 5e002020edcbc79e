namespace NvScanner.Storage.Writing;

/// <summary>Brings pixels that were visited in any order into the order of the file and finds those that lie side by side.</summary>
internal sealed class VisitOrder
{
    private long[] _places = [];
    private int[] _visits = [];
    private int _count;

    /// <summary>Places (pixel numbers in the file), ascending once <see cref="Sort"/> has run.</summary>
    public ReadOnlySpan<long> Places => _places.AsSpan(0, _count);

    /// <summary>For each place, the number of its pixel in the order of visits.</summary>
    public ReadOnlySpan<int> Visits => _visits.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(long place)
    {
        if (_count == _places.Length)
        {
            int capacity = Math.Max(64, 2 * _count);
            Array.Resize(ref _places, capacity);
            Array.Resize(ref _visits, capacity);
        }

        _places[_count] = place;
        _visits[_count] = _count;
        _count++;
    }

    public void Sort()
    {
        Span<long> places = _places.AsSpan(0, _count);
        bool ascending = true, descending = true;
        for (int i = 1; i < places.Length; i++)
        {
            ascending &= places[i] > places[i - 1];
            descending &= places[i] < places[i - 1];
        }

        if (ascending)
            return;
        if (descending)
        {
            places.Reverse();
            _visits.AsSpan(0, _count).Reverse();
            return;
        }

        places.Sort(_visits.AsSpan(0, _count));
    }

    /// <summary>End (exclusive) of the run of places that begins at <paramref name="start"/> and has no step wider than <paramref name="widestStep"/>, and whether it is a piece of the visits as it stands.</summary>
    public int EndOfRun(int start, int widestStep, out bool asVisited)
    {
        asVisited = true;
        int end = start + 1;
        for (; end < _count && _places[end] - _places[end - 1] <= widestStep; end++)
            asVisited &= _places[end] == _places[end - 1] + 1 && _visits[end] == _visits[end - 1] + 1;
        return end;
    }
}
