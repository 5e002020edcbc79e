using HDF.PInvoke;

namespace NvScanner.Hdf5;

public sealed partial class Hdf5File
{
    /// <summary>Creates an uncompressed dataset whose place in the file is fixed at once; missing groups are created.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="dimensions">Lengths, slowest first; empty = scalar.</param>
    /// <param name="fillValue">Fill value of doubles, or null for zero. It is recorded, not written: a fresh file reads as zeros until the caller writes it.</param>
    /// <param name="textBytes">Bytes per element of text.</param>
    /// <param name="tile">
    /// Shape of the tiles, which divide the dimensions: each lies in one piece, slowest dimension first, and the tiles follow each other in the same order.
    /// Needs a file that is being created as <see cref="Hdf5Format.V110"/>. Null = the whole dataset is one tile.
    /// </param>
    /// <returns>Byte offset of the first element in the file; -1 when there are no elements.</returns>
    public long CreateDataset(
        string path, Hdf5Type type, IReadOnlyList<long> dimensions, double? fillValue = null, int textBytes = 0, IReadOnlyList<long>? tile = null) => Locked(() =>
    {
        if (tile is not null)
            RequireTiles(path, dimensions, tile);
        using Hdf5Handle links = IntermediateGroups(path);
        using Hdf5Handle memory = TypeInMemory(type, textBytes, path);
        using Hdf5Handle space = Space(dimensions, path);
        using Hdf5Handle creation = Own(H5P.create(H5P.DATASET_CREATE), H5P.close, "preparing", path);
        Check(
            tile is null
                ? H5P.set_layout(creation.Id, H5D.layout_t.CONTIGUOUS)
                : H5P.set_chunk(creation.Id, tile.Count, [.. tile.Select(length => checked((ulong)length))]),
            "preparing",
            path);
        Check(H5P.set_alloc_time(creation.Id, H5D.alloc_time_t.EARLY), "preparing", path);
        Check(H5P.set_obj_track_times(creation.Id, 0), "preparing", path);
        if (fillValue is { } value)
            SetFill(creation, type, value, path);
        // a write that fails (full disk) can crash inside libhdf5: it writes no gigabytes of fill values here
        Check(H5P.set_fill_time(creation.Id, H5D.fill_time_t.NEVER), "preparing", path);
        using Hdf5Handle dataset = Own(H5D.create(_file.Id, path, memory.Id, space.Id, links.Id, creation.Id), H5D.close, "creating dataset", path);
        return OffsetOf(dataset, space, dimensions, tile, path);
    });

    /// <summary>Byte offset of the first element of a dataset that was created with these tiles; -1 when there are no elements. <see cref="Hdf5Exception"/> when it does not lie in the file like that.</summary>
    public long OffsetOf(string path, IReadOnlyList<long>? tile = null) => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        using Hdf5Handle space = Own(H5D.get_space(dataset.Id), H5S.close, "reading the shape of", path);
        return OffsetOf(dataset, space, Describe(dataset, path).Dimensions, tile, path);
    });

    /// <summary>Class, element size and dimensions of a dataset.</summary>
    public Hdf5Shape Describe(string path) => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        return Describe(dataset, path);
    });

    /// <summary>All elements of a dataset, slowest dimension first, converted to <typeparamref name="T"/> (byte, int, uint, long or double) by libhdf5.</summary>
    public T[] Read<T>(string path)
        where T : unmanaged => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        var values = new T[Describe(dataset, path).Count];
        Transfer<T>(dataset, path, H5S.ALL, H5S.ALL, values, writing: false);
        return values;
    });

    /// <summary>The block of elements at <paramref name="start"/> of size <paramref name="count"/> (one entry per dimension).</summary>
    public T[] Read<T>(string path, long[] start, long[] count)
        where T : unmanaged => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        using Hdf5Handle space = Own(H5D.get_space(dataset.Id), H5S.close, "reading the shape of", path);
        var values = new T[count.Aggregate(1L, (product, length) => checked(product * length))];
        if (values.Length == 0)
            return values;
        ulong[] first = Array.ConvertAll(start, value => checked((ulong)value));
        ulong[] lengths = Array.ConvertAll(count, value => checked((ulong)value));
        Check(H5S.select_hyperslab(space.Id, H5S.seloper_t.SET, first, null!, lengths, null!), "selecting a block of", path);
        using Hdf5Handle memory = Space(count, path);
        Transfer<T>(dataset, path, memory.Id, space.Id, values, writing: false);
        return values;
    });

    /// <summary>Writes all elements of a dataset.</summary>
    public void Write<T>(string path, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        T[] copy = values.ToArray();
        Locked(() =>
        {
            using Hdf5Handle dataset = OpenDataset(path);
            Hdf5Shape shape = Describe(dataset, path);
            if (shape.Count != copy.Length)
                throw new Hdf5Exception(Path, path, "writing", $"{copy.Length} values do not fill {shape}");
            Transfer<T>(dataset, path, H5S.ALL, H5S.ALL, copy, writing: true);
        });
    }

    private void RequireTiles(string path, IReadOnlyList<long> dimensions, IReadOnlyList<long> tile)
    {
        if (_format != Hdf5Format.V110)
            throw new InvalidOperationException($"{Path} is not being created as {nameof(Hdf5Format)}.{nameof(Hdf5Format.V110)}: '{path}' cannot have tiles.");
        if (dimensions.Count != tile.Count || dimensions.Zip(tile).Any(along => along.Second < 1 || along.First % along.Second != 0))
            throw new ArgumentException($"Tiles of [{string.Join(", ", tile)}] do not divide '{path}' of [{string.Join(", ", dimensions)}].", nameof(tile));
    }

    private long OffsetOf(Hdf5Handle dataset, Hdf5Handle space, IReadOnlyList<long> dimensions, IReadOnlyList<long>? tile, string path)
    {
        if (dimensions.Contains(0))
            return -1;
        ulong offset = tile is null ? H5D.get_offset(dataset.Id) : OffsetOfTiles(dataset, space, dimensions, tile, path);
        return offset != H5.HADDR_UNDEF ? checked((long)offset) : throw new Hdf5Exception(Path, path, "placing dataset", "libhdf5 gives it no offset");
    }

    /// <summary>The format says that chunks which are allocated early, unfiltered and of fixed number lie side by side ("implicit index"); the last one is asked whether they do.</summary>
    private ulong OffsetOfTiles(Hdf5Handle dataset, Hdf5Handle space, IReadOnlyList<long> dimensions, IReadOnlyList<long> tile, string path)
    {
        ulong tiles = (ulong)dimensions.Zip(tile, (length, part) => length / part).Aggregate((product, along) => product * along);
        ulong[] corner = new ulong[dimensions.Count];
        uint filters = 0;
        ulong first = 0, last = 0, size = 0;
        Check(H5D.get_chunk_info(dataset.Id, space.Id, 0, corner, ref filters, ref first, ref size), "placing dataset", path);
        Check(H5D.get_chunk_info(dataset.Id, space.Id, tiles - 1, corner, ref filters, ref last, ref size), "placing dataset", path);
        return last == first + (tiles - 1) * size
            ? first
            : throw new Hdf5Exception(Path, path, "placing dataset", "its tiles do not lie side by side");
    }

    private unsafe void Transfer<T>(Hdf5Handle dataset, string path, long memorySpace, long fileSpace, T[] values, bool writing)
        where T : unmanaged
    {
        if (values.Length == 0)
            return;
        long type = NativeType<T>();
        fixed (T* buffer = values)
        {
            Check(
                writing
                    ? H5D.write(dataset.Id, type, memorySpace, fileSpace, H5P.DEFAULT, (IntPtr)buffer)
                    : H5D.read(dataset.Id, type, memorySpace, fileSpace, H5P.DEFAULT, (IntPtr)buffer),
                writing ? "writing" : "reading",
                path);
        }
    }

    /// <summary>Opens a dataset without a cache of tiles: a row that crosses many tiles would read each of them whole.</summary>
    private Hdf5Handle OpenDataset(string path)
    {
        using Hdf5Handle access = Own(H5P.create(H5P.DATASET_ACCESS), H5P.close, "preparing", path);
        Check(H5P.set_chunk_cache(access.Id, 0, 0, 0), "preparing", path);
        return Own(H5D.open(_file.Id, path, access.Id), H5D.close, "opening dataset", path);
    }

    private Hdf5Shape Describe(Hdf5Handle dataset, string path)
    {
        using Hdf5Handle type = Own(H5D.get_type(dataset.Id), H5T.close, "reading the type of", path);
        using Hdf5Handle space = Own(H5D.get_space(dataset.Id), H5S.close, "reading the shape of", path);
        return Describe(type, space, path);
    }

    private Hdf5Shape Describe(Hdf5Handle type, Hdf5Handle space, string path)
    {
        var dimensions = new ulong[Check(H5S.get_simple_extent_ndims(space.Id), "reading the shape of", path)];
        if (dimensions.Length > 0)
            Check(H5S.get_simple_extent_dims(space.Id, dimensions, null!), "reading the shape of", path);
        Hdf5Class elements = H5T.get_class(type.Id) switch
        {
            H5T.class_t.INTEGER => Hdf5Class.Integer,
            H5T.class_t.FLOAT => Hdf5Class.Float,
            H5T.class_t.STRING => Hdf5Class.Text,
            _ => Hdf5Class.Other,
        };
        bool variable = elements == Hdf5Class.Text && Check(H5T.is_variable_str(type.Id), "reading the type of", path) > 0;
        return new Hdf5Shape(elements, variable ? 0 : H5T.get_size(type.Id).ToInt32(), Array.ConvertAll(dimensions, length => checked((long)length)));
    }

    private Hdf5Handle Space(IReadOnlyList<long> dimensions, string path) => Own(
        dimensions.Count == 0
            ? H5S.create(H5S.class_t.SCALAR)
            : H5S.create_simple(dimensions.Count, [.. dimensions.Select(length => checked((ulong)length))], null!),
        H5S.close,
        $"making the shape [{string.Join(", ", dimensions)}] of",
        path);

    private unsafe void SetFill(Hdf5Handle creation, Hdf5Type type, double value, string path)
    {
        if (type != Hdf5Type.Float64)
            throw new ArgumentException($"Only doubles have a fill value; '{path}' holds {type}.", nameof(type));
        Check(H5P.set_fill_value(creation.Id, H5T.NATIVE_DOUBLE, (IntPtr)(&value)), "preparing", path);
    }

    private Hdf5Handle TypeInMemory(Hdf5Type type, int textBytes, string path)
    {
        if (type == Hdf5Type.Text)
            return TextType(textBytes, path);
        long native = type switch
        {
            Hdf5Type.UInt8 => H5T.NATIVE_UINT8,
            Hdf5Type.Int32 => H5T.NATIVE_INT32,
            Hdf5Type.UInt32 => H5T.NATIVE_UINT32,
            Hdf5Type.Int64 => H5T.NATIVE_INT64,
            Hdf5Type.Float64 => H5T.NATIVE_DOUBLE,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
        };
        return Own(H5T.copy(native), H5T.close, "preparing the type of", path);
    }

    private static long NativeType<T>()
        where T : unmanaged =>
        typeof(T) == typeof(double) ? H5T.NATIVE_DOUBLE
        : typeof(T) == typeof(uint) ? H5T.NATIVE_UINT32
        : typeof(T) == typeof(byte) ? H5T.NATIVE_UINT8
        : typeof(T) == typeof(int) ? H5T.NATIVE_INT32
        : typeof(T) == typeof(long) ? H5T.NATIVE_INT64
        : throw new NotSupportedException($"{typeof(T)} is not an element type of NvScanner's files.");
}
