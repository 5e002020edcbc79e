namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// What both solvers share: the exact kernels of every layer at every height, transformed once, and the field as a sum of convolutions.
/// </summary>
internal sealed class LayeredField
{
    private readonly PlaneConvolution _convolution;
    private readonly KernelSpectrum[,][] _kernels; // [height, layer][kernel]

    public delegate void VoxelKernel(PlaneGrid grid, double nearMetres, double farMetres, IReadOnlyList<double[]> kernels);

    public LayeredField(
        PlaneGrid grid, LayerStack layers, ReadOnlySpan<double> heightsMetres, int? maximumThreads, VoxelKernel kernel, (Parity X, Parity Y)[] parities)
    {
        if (heightsMetres.IsEmpty) throw new ArgumentException("At least one height is needed.", nameof(heightsMetres));
        foreach (var height in heightsMetres)
        {
            if (!(height > 0) || double.IsInfinity(height))
                throw new ArgumentOutOfRangeException(nameof(heightsMetres), height, "The field is calculated above the sample's surface z = 0: a height (stand-off) is positive; inside matter the field of a point is not defined by voxels.");
        }
        (Grid, Layers, HeightsMetres) = (grid, layers, heightsMetres.ToArray());
        var threads = maximumThreads ?? Environment.ProcessorCount;
        _convolution = new PlaneConvolution(grid, 3 * HeightsMetres.Length) { MaximumThreads = threads };
        _kernels = new KernelSpectrum[HeightsMetres.Length, layers.Count][];
        // two layers share the transforms, hence one task
        var pairs = (layers.Count + 1) / 2;
        Parallel.For(
            0, HeightsMetres.Length * pairs, new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (First: Maps(parities.Length), Second: Maps(parities.Length)),
            (item, _, maps) =>
            {
                TransformPair(item / pairs, 2 * (item % pairs), kernel, parities, maps.First, maps.Second);
                return maps;
            },
            _ => { });

        double[][] Maps(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[grid.Count])];
    }

    public PlaneGrid Grid { get; }

    public LayerStack Layers { get; }

    public double[] HeightsMetres { get; }

    public int SourceLength => Layers.Count * Grid.Count;

    public int FieldLength => HeightsMetres.Length * 3 * Grid.Count;

    /// <summary>
    /// The field [height, component, iy, ix] of sources, each [layer, iy, ix] or empty, by the products (component, source, kernel, weight) of one layer.
    /// </summary>
    public void Solve(ReadOnlyMemory<double>[] sources, (int Component, int Source, int Kernel, double Weight)[] products, Memory<double> field)
    {
        if (field.Length != FieldLength)
            throw new ArgumentException($"The field needs room for {HeightsMetres.Length} heights x 3 components x {Grid.Rows} rows x {Grid.Columns} columns = {FieldLength} values; it has {field.Length}.");
        var channels = new ReadOnlyMemory<double>[sources.Length * Layers.Count];
        for (var source = 0; source < sources.Length; source++)
        {
            for (var layer = 0; layer < Layers.Count && !sources[source].IsEmpty; layer++)
                channels[source * Layers.Count + layer] = sources[source].Slice(layer * Grid.Count, Grid.Count);
        }
        var terms =
            from product in products
            where product.Weight != 0 && !sources[product.Source].IsEmpty
            from layer in Enumerable.Range(0, Layers.Count)
            from height in Enumerable.Range(0, HeightsMetres.Length)
            let channel = product.Source * Layers.Count + layer
            select new ConvolutionTerm(3 * height + product.Component, channel, _kernels[height, layer][product.Kernel], product.Weight);
        _convolution.Apply(channels, terms.ToLookup(term => term.Channel), field);
    }

    private void TransformPair(int height, int layer, VoxelKernel kernel, (Parity X, Parity Y)[] parities, double[][] first, double[][] second)
    {
        var hasSecond = layer + 1 < Layers.Count;
        var z = HeightsMetres[height];
        kernel(Grid, z - Layers.TopMetres(layer), z - Layers.BottomMetres(layer), first);
        if (hasSecond) kernel(Grid, z - Layers.TopMetres(layer + 1), z - Layers.BottomMetres(layer + 1), second);
        var (firstSpectra, secondSpectra) = (NewSpectra(), NewSpectra());
        for (var k = 0; k < parities.Length; k++)
            _convolution.Transform(first[k], hasSecond ? second[k] : first[k], firstSpectra[k], secondSpectra[k]);
        _kernels[height, layer] = firstSpectra;
        if (hasSecond) _kernels[height, layer + 1] = secondSpectra;

        KernelSpectrum[] NewSpectra() => Array.ConvertAll(parities, parity => _convolution.NewSpectrum(parity.X, parity.Y));
    }
}
