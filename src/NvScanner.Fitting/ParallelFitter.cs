namespace NvScanner.Fitting;

/// <summary>Fits large batches of spectra on several threads; results are the same to the last bit for any number of them.</summary>
/// <remarks>One <see cref="SpectrumFitter"/> per thread; a batch is divided into pieces, which idle threads take in turn. Not thread safe itself; a batch allocates, a spectrum does not.</remarks>
public sealed unsafe class ParallelFitter
{
    private const int LargestPiece = 1024;
    private const int SmallestPiece = 32;
    private const int PiecesPerThread = 8;

    private readonly SpectrumFitter[] _fitters;
    private readonly ParallelOptions _parallel;
    private readonly Action<int> _work;
    private readonly int _points;

    // the batch that is being fitted
    private uint* _counts;
    private double* _values;
    private double* _sigmas;
    private int _spectra;
    private int _piece;
    private int _next;
    private FitResults _results = null!;

    /// <summary>
    /// Fitters for ascending frequencies in Hz on so many threads, the processor's number with 0; <see cref="ArgumentException"/> as of
    /// <see cref="SpectrumFitter"/>.
    /// </summary>
    public ParallelFitter(ReadOnlySpan<double> frequenciesHz, FitOptions options, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads > 0 ? threads : Environment.ProcessorCount;
        _points = frequenciesHz.Length;
        _fitters = new SpectrumFitter[Threads];
        for (int i = 0; i < Threads; i++)
            _fitters[i] = new SpectrumFitter(frequenciesHz, options);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = Threads };
        _work = FitPieces;
    }

    /// <summary>The options given.</summary>
    public FitOptions Options => _fitters[0].Options;

    /// <summary>The largest number of lines that a result can have.</summary>
    public int MaximumLines => _fitters[0].MaximumLines;

    /// <summary>The number of threads that share a batch.</summary>
    public int Threads { get; }

    /// <summary>Fits counts as <see cref="SpectrumFitter.Fit(ReadOnlySpan{uint}, int, FitResults)"/> does.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results)
    {
        _fitters[0].Check(counts, spectra, results);
        fixed (uint* first = counts)
        {
            _counts = first;
            Share(spectra, results);
            _counts = null;
        }
    }

    /// <summary>Fits values as <see cref="SpectrumFitter.Fit(ReadOnlySpan{double}, ReadOnlySpan{double}, int, FitResults)"/> does.</summary>
    public void Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results)
    {
        _fitters[0].Check(values, sigmas, spectra, results);
        fixed (double* first = values, firstSigma = sigmas)
        {
            _values = first;
            _sigmas = firstSigma;
            Share(spectra, results);
            _values = _sigmas = null;
        }
    }

    private void Share(int spectra, FitResults results)
    {
        _spectra = spectra;
        _results = results;
        _piece = Math.Clamp(spectra / (Threads * PiecesPerThread), SmallestPiece, LargestPiece);
        _next = 0;
        if (Threads == 1 || spectra <= _piece)
            FitPieces(0);
        else
            Parallel.For(0, Threads, _parallel, _work);
        _results = null!;
    }

    private void FitPieces(int thread)
    {
        while (true)
        {
            int first = Interlocked.Add(ref _next, _piece) - _piece;
            int spectra = Math.Min(_piece, _spectra - first);
            if (spectra <= 0)
                return;
            nint start = (nint)first * _points;
            int length = spectra * _points;
            _fitters[thread].FitPiece(
                _counts == null ? default : new ReadOnlySpan<uint>(_counts + start, length),
                _values == null ? default : new ReadOnlySpan<double>(_values + start, length),
                _sigmas == null ? default : new ReadOnlySpan<double>(_sigmas + start, length), spectra, _results, first);
        }
    }
}
