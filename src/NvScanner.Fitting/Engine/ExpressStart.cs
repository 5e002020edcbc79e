using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Start values of strong lines at a fraction of the cost: a coarse matched filter and some passes of scoring, both on sums of
/// neighbouring points. Lines that the pooled grid still resolves lose hardly any information by that.
/// </summary>
internal sealed unsafe class ExpressStart<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    /// <summary>The pooled grid keeps at least so many points, as lines are seldom narrower than their distance.</summary>
    private const int FewestPooled = 45;

    /// <summary>A window with fewer has no room for templates.</summary>
    private const int FewestInWindow = 8;
    private const int Passes = 3;
    private const double LargestBroadening = 0.2;

    private readonly FrequencyGrid _grid;
    private readonly int _size;
    private readonly ExpressScoring<TSingles> _scoring;
    private readonly StartSearch<TSingles> _search;
    private readonly SpectrumBlock<TSingles> _pooled;
    private readonly SpectrumModel<TSingles> _model;

    // the mean over a pool of the variance s^2 turns P(u) into P + P'' (2 s / width)^2 / 2: (2 s)^2, then what this does to a line's height
    // and to its width at half height
    private readonly double _broadening;
    private readonly double _depthLoss;
    private readonly double _widthGain;

    public ExpressStart(FrequencyGrid grid, FitModel name)
    {
        _size = SizeFor(grid, name);
        _grid = grid;
        FrequencyGrid coarse = grid.Pooled(_size);
        _pooled = new SpectrumBlock<TSingles>(coarse.Count);
        _model = SpectrumModel<TSingles>.Create(name, 1, name.Lines, default, coarse);
        _search = new StartSearch<TSingles>(coarse, FitStatistics.Poisson, TemplateBank.Coarse);
        _search.Prepare(name);
        _scoring = new ExpressScoring<TSingles>(coarse, _model.Layout.Count);
        _broadening = (_size * _size - 1) / 12.0 * 4 * grid.Step * grid.Step;
        (_depthLoss, _widthGain) = name.Shape switch
        {
            LineShape.Lorentzian => (1, 1.5),
            LineShape.Gaussian => (Math.Log(2), Math.Log(2)),
            _ => (0.0, 0.0),
        };
    }

    /// <summary>Parameters of the model on the full grid, near the maximum of the likelihood.</summary>
    public void Find(SpectrumBlock<TSingles> block, Solution<TSingles> solution)
    {
        Pool(block.Values.Pointer, _pooled.Values.Pointer);
        _search.FromData(_model, _pooled, solution);
        for (int pass = 0; pass < Passes; pass++)
            _scoring.Step(_model, _pooled, solution, newton: false);
        TSingles* p = solution.Parameters.Pointer;
        TSingles part = TSingles.All(1.0 / _size), one = TSingles.All(1);
        p[0] *= part;
        for (int line = 0; line < _model.Layout.Lines; line++)
        {
            TSingles width = p[_model.Layout.Width(line)];
            TSingles broadening = TSingles.Min(TSingles.All(_broadening) / (width * width), TSingles.All(LargestBroadening));
            p[_model.Layout.Depth(line)] *= TSingles.MultiplyAdd(broadening, TSingles.All(_depthLoss), one) * part;
            p[_model.Layout.Width(line)] = width / TSingles.MultiplyAdd(broadening, TSingles.All(_widthGain), one);
        }
    }

    private static int SizeFor(FrequencyGrid grid, FitModel name)
    {
        int size = grid.Count / FewestPooled;
        foreach ((_, int count) in grid.Windows)
            size = Math.Min(size, count / FewestInWindow);
        size = Math.Max(size, 1);
        double[] offsets = ModelCurve.Offsets(name.Multiplet).ToArray();
        if (offsets.Length > 1)
            size = Math.Clamp((int)((offsets[1] - offsets[0]) / FrequencyGrid.UnitHz / grid.Step), 1, size);
        return size;
    }

    private void Pool(TSingles* from, TSingles* to)
    {
        foreach ((int first, int count) in _grid.Windows)
            for (int i = first; i + _size <= first + count; i += _size)
            {
                TSingles sum = from[i];
                for (int j = 1; j < _size; j++)
                    sum += from[i + j];
                *to++ = sum;
            }
    }
}
