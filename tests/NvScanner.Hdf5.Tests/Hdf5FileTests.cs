namespace NvScanner.Hdf5.Tests;

public sealed class Hdf5FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["a.h5"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_library_is_1_10_or_later() => Assert.True(Hdf5Library.Version >= new Version(1, 10));

    [Fact]
    public void Values_of_every_type_come_back_as_they_were_written()
    {
        using (Hdf5File file = Hdf5File.Create(FilePath))
        {
            file.CreateDataset("/g/doubles", Hdf5Type.Float64, [2, 3]);
            file.Write<double>("/g/doubles", [1.5, -2, double.NaN, 4e300, double.NegativeInfinity, 6]);
            file.CreateDataset("/g/counts", Hdf5Type.UInt32, [2]);
            file.Write<uint>("/g/counts", [uint.MaxValue, 7]);
            file.CreateDataset("/g/bytes", Hdf5Type.UInt8, [3]);
            file.Write<byte>("/g/bytes", [0, 255, 9]);
            file.CreateDataset("/g/longs", Hdf5Type.Int64, []);
            file.Write<long>("/g/longs", [long.MinValue]);
            file.CreateDataset("/g/ints", Hdf5Type.Int32, [1]);
            file.Write<int>("/g/ints", [-3]);
        }

        using Hdf5File reader = Hdf5File.OpenRead(FilePath);
        Assert.Equal([1.5, -2, double.NaN, 4e300, double.NegativeInfinity, 6], reader.Read<double>("/g/doubles"));
        Assert.Equal([uint.MaxValue, 7], reader.Read<uint>("/g/counts"));
        Assert.Equal([0, 255, 9], reader.Read<byte>("/g/bytes"));
        Assert.Equal([long.MinValue], reader.Read<long>("/g/longs"));
        Assert.Equal([-3], reader.Read<int>("/g/ints"));
        Assert.Equal(["bytes", "counts", "doubles", "ints", "longs"], reader.List("/g"));
    }

    [Fact]
    public void A_block_is_read_with_the_slowest_dimension_first()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateDataset("/cube", Hdf5Type.UInt32, [2, 3, 4]);
        file.Write<uint>("/cube", [.. Enumerable.Range(0, 24).Select(i => (uint)i)]);

        Assert.Equal([17u, 18u, 21u, 22u], file.Read<uint>("/cube", [1, 1, 1], [1, 2, 2]));
    }

    [Fact]
    public void A_fresh_dataset_reads_as_zeros()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateDataset("/map", Hdf5Type.Float64, [2], fillValue: double.NaN);
        file.CreateDataset("/counts", Hdf5Type.UInt32, [3]);

        Assert.Equal([0.0, 0.0], file.Read<double>("/map"));
        Assert.Equal([0u, 0u, 0u], file.Read<uint>("/counts"));
        Assert.Throws<ArgumentException>(() => file.CreateDataset("/bytes", Hdf5Type.UInt8, [1], fillValue: 1));
    }

    [Fact]
    public void The_offset_is_the_place_of_the_first_element_in_the_file()
    {
        long offset;
        using (Hdf5File file = Hdf5File.Create(FilePath))
        {
            offset = file.CreateDataset("/a", Hdf5Type.UInt32, [2]);
            file.Write<uint>("/a", [0x04030201, 0x08070605]);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], File.ReadAllBytes(FilePath).AsSpan((int)offset, 8).ToArray());
    }

    [Fact]
    public void A_tile_lies_in_one_piece_and_readers_see_the_dataset_as_ever()
    {
        uint[] values = [.. Enumerable.Range(0, 24).Select(i => (uint)i)];
        long offset;
        using (Hdf5File file = Hdf5File.Create(FilePath, format: Hdf5Format.V110))
        {
            offset = file.CreateDataset("/cube", Hdf5Type.UInt32, [2, 3, 4], tile: [1, 3, 1]);
            file.Write<uint>("/cube", values);
        }

        byte[] bytes = File.ReadAllBytes(FilePath);
        for (int place = 0; place < 24; place++)
        {
            var (frame, x, y) = (place / 12, place / 3 % 4, place % 3);
            Assert.Equal((uint)(12 * frame + 4 * y + x), BitConverter.ToUInt32(bytes, (int)offset + 4 * place));
        }

        using Hdf5File reader = Hdf5File.OpenRead(FilePath);
        Assert.Equal(values, reader.Read<uint>("/cube"));
        Assert.Equal([17u, 18u, 21u, 22u], reader.Read<uint>("/cube", [1, 1, 1], [1, 2, 2]));
    }

    [Fact]
    public void A_dataset_of_a_single_tile_has_its_place_too()
    {
        long offset;
        using (Hdf5File file = Hdf5File.Create(FilePath, format: Hdf5Format.V110))
        {
            offset = file.CreateDataset("/column", Hdf5Type.UInt8, [1, 3, 1], tile: [1, 3, 1]);
            file.Write<byte>("/column", [1, 2, 3]);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(FilePath).AsSpan((int)offset, 3).ToArray());
    }

    [Fact]
    public void Tiles_that_leave_a_rest_or_an_old_format_are_refused()
    {
        using (Hdf5File file = Hdf5File.Create(FilePath, format: Hdf5Format.V110))
        {
            Assert.Throws<ArgumentException>(() => file.CreateDataset("/a", Hdf5Type.UInt8, [4, 3], tile: [1, 2]));
            Assert.Throws<ArgumentException>(() => file.CreateDataset("/a", Hdf5Type.UInt8, [4, 3], tile: [4]));
        }

        using Hdf5File old = Hdf5File.Create(_folder["old.h5"]);
        Assert.Throws<InvalidOperationException>(() => old.CreateDataset("/a", Hdf5Type.UInt8, [4, 3], tile: [4, 1]));
    }

    [Fact]
    public void Text_keeps_its_characters_and_is_cut_at_a_whole_one()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateDataset("/state", Hdf5Type.Text, [], textBytes: 5);
        file.WriteTexts("/state", "10 µµ");
        file.CreateDataset("/lines", Hdf5Type.Text, [2], textBytes: 8);
        file.WriteTexts("/lines", "Ørsted", "");

        Assert.Equal("10 µ", file.ReadText("/state"));
        Assert.Equal(["Ørsted", ""], file.ReadTexts("/lines"));
    }

    [Fact]
    public void Attributes_come_back_and_absent_ones_are_null()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateGroup("/entry/map");
        file.SetAttribute("/entry/map", "signal", "B_parallel µ");
        file.SetAttribute("/entry/map", "axes", new[] { "y", "x" });
        file.SetAttribute("/entry/map", "x_indices", 1);
        file.SetAttribute("/entry/map", "factor", 0.25);
        file.SetAttribute("/entry/map", "empty", "");

        Assert.Equal("B_parallel µ", file.ReadTextAttribute("/entry/map", "signal"));
        Assert.Equal(["y", "x"], file.ReadTextsAttribute("/entry/map", "axes"));
        Assert.Equal([1], file.ReadAttribute<int>("/entry/map", "x_indices")!);
        Assert.Equal([0.25], file.ReadAttribute<double>("/entry/map", "factor")!);
        Assert.Equal("", file.ReadTextAttribute("/entry/map", "empty"));
        Assert.Null(file.ReadTextAttribute("/entry/map", "nothing"));
    }

    [Fact]
    public void A_hard_link_is_the_same_dataset()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateDataset("/raw/counts", Hdf5Type.UInt32, [2]);
        file.CreateHardLink("/raw/counts", "/odmr/counts");
        file.Write<uint>("/odmr/counts", [3, 4]);

        Assert.Equal([3u, 4u], file.Read<uint>("/raw/counts"));
    }

    [Fact]
    public void Exists_does_not_stumble_over_missing_parents()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateGroup("/a/b");

        Assert.True(file.Exists("/"));
        Assert.True(file.Exists("/a/b"));
        Assert.False(file.Exists("/a/c/d/e"));
        file.Delete("/a/b");
        Assert.False(file.Exists("/a/b"));
    }

    [Fact]
    public void An_existing_file_is_never_created_anew()
    {
        File.WriteAllText(FilePath, "precious");

        var error = Assert.Throws<Hdf5Exception>(() => Hdf5File.Create(FilePath));
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_file_that_is_not_HDF5_is_named_with_the_words_of_the_library()
    {
        File.WriteAllText(FilePath, "no");

        Assert.False(Hdf5File.IsHdf5(FilePath));
        var error = Assert.Throws<Hdf5Exception>(() => Hdf5File.OpenRead(FilePath));
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Contains("file signature not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dataset_is_named()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);

        var error = Assert.Throws<Hdf5Exception>(() => file.Read<double>("/entry/none"));
        Assert.Equal("/entry/none", error.ObjectPath);
        Assert.Contains("opening dataset '/entry/none' failed: component not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_do_not_fill_the_dataset_are_refused()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        file.CreateDataset("/a", Hdf5Type.UInt32, [2]);

        var error = Assert.Throws<Hdf5Exception>(() => file.Write<uint>("/a", [1, 2, 3]));
        Assert.Contains("3 values do not fill [2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_file_says_so()
    {
        Hdf5File file = Hdf5File.Create(FilePath);
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.CreateGroup("/late"));
    }

    [Fact]
    public void Threads_may_share_files()
    {
        using Hdf5File shared = Hdf5File.Create(FilePath);
        Parallel.For(0, 16, i =>
        {
            shared.CreateDataset($"/d{i}", Hdf5Type.Int32, [1]);
            shared.Write<int>($"/d{i}", [i]);
            Assert.Throws<Hdf5Exception>(() => shared.Read<int>($"/absent{i}"));
            Assert.Equal([i], shared.Read<int>($"/d{i}"));
        });
    }

    [Fact]
    public void A_file_that_is_open_is_not_locked_against_our_own_writer()
    {
        using Hdf5File file = Hdf5File.Create(FilePath);
        using var handle = File.OpenHandle(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);

        Assert.False(handle.IsInvalid);
    }
}
