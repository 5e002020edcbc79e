using System.Runtime.InteropServices;
using HDF.PInvoke;

namespace NvScanner.Hdf5;

public sealed partial class Hdf5File
{
    /// <summary>The text of a scalar text dataset, of fixed or variable length.</summary>
    public string ReadText(string path)
    {
        string[] texts = ReadTexts(path);
        return texts.Length == 1 ? texts[0] : throw new Hdf5Exception(Path, path, "reading text", $"it holds {texts.Length} texts, not one");
    }

    /// <summary>All texts of a text dataset, of fixed or variable length.</summary>
    public string[] ReadTexts(string path) => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        using Hdf5Handle type = Own(H5D.get_type(dataset.Id), H5T.close, "reading the type of", path);
        using Hdf5Handle space = Own(H5D.get_space(dataset.Id), H5S.close, "reading the shape of", path);
        return Texts(type, space, path, buffer => H5D.read(dataset.Id, type.Id, H5S.ALL, H5S.ALL, H5P.DEFAULT, buffer));
    });

    /// <summary>The first <paramref name="count"/> texts of a one-dimensional text dataset.</summary>
    public string[] ReadTexts(string path, int count) => count == 0 ? [] : Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        using Hdf5Handle type = Own(H5D.get_type(dataset.Id), H5T.close, "reading the type of", path);
        using Hdf5Handle space = Own(H5D.get_space(dataset.Id), H5S.close, "reading the shape of", path);
        Check(H5S.select_hyperslab(space.Id, H5S.seloper_t.SET, [0], null!, [checked((ulong)count)], null!), "selecting texts of", path);
        using Hdf5Handle memory = Space([count], path);
        return Texts(type, memory, path, buffer => H5D.read(dataset.Id, type.Id, memory.Id, space.Id, H5P.DEFAULT, buffer));
    });

    /// <summary>Writes one text per element of a fixed-length text dataset; a longer text is cut at a whole character.</summary>
    public unsafe void WriteTexts(string path, params IReadOnlyList<string> texts) => Locked(() =>
    {
        using Hdf5Handle dataset = OpenDataset(path);
        Hdf5Shape shape = Describe(dataset, path);
        if (shape.Class != Hdf5Class.Text || shape.ElementSize == 0 || shape.Count != texts.Count)
            throw new Hdf5Exception(Path, path, "writing text", $"{texts.Count} texts do not fit {shape} of {shape.Class}");
        using Hdf5Handle type = TextType(shape.ElementSize, path);
        byte[] bytes = new byte[shape.ElementSize * texts.Count];
        for (int i = 0; i < texts.Count; i++)
            FixedText.Encode(texts[i], bytes.AsSpan(i * shape.ElementSize, shape.ElementSize));
        if (bytes.Length == 0)
            return;
        fixed (byte* buffer = bytes)
            Check(H5D.write(dataset.Id, type.Id, H5S.ALL, H5S.ALL, H5P.DEFAULT, (IntPtr)buffer), "writing", path);
    });

    private Hdf5Handle TextType(int bytes, string path)
    {
        if (bytes <= 0)
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, $"The text of '{path}' needs at least one byte.");
        return TextType(new IntPtr(bytes), path);
    }

    private Hdf5Handle TextType(IntPtr size, string path)
    {
        Hdf5Handle type = Own(H5T.copy(H5T.C_S1), H5T.close, "preparing the type of", path);
        Check(H5T.set_size(type.Id, size), "preparing the type of", path);
        Check(H5T.set_cset(type.Id, H5T.cset_t.UTF8), "preparing the type of", path);
        Check(H5T.set_strpad(type.Id, size == H5T.VARIABLE ? H5T.str_t.NULLTERM : H5T.str_t.NULLPAD), "preparing the type of", path);
        return type;
    }

    private unsafe string[] Texts(Hdf5Handle type, Hdf5Handle space, string path, Func<IntPtr, int> read)
    {
        Hdf5Shape shape = Describe(type, space, path);
        if (shape.Class != Hdf5Class.Text)
            throw new Hdf5Exception(Path, path, "reading text", $"it holds {shape.Class} {shape}");
        var texts = new string[shape.Count];
        if (texts.Length == 0)
            return texts;
        bool variable = shape.ElementSize == 0;
        int size = variable ? IntPtr.Size : shape.ElementSize;
        byte[] bytes = new byte[checked(size * texts.Length)];
        fixed (byte* buffer = bytes)
        {
            Check(read((IntPtr)buffer), "reading", path);
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = variable
                    ? Marshal.PtrToStringUTF8(((IntPtr*)buffer)[i]) ?? ""
                    : FixedText.Decode(bytes.AsSpan(i * size, size));
            }

            if (variable)
                Check(H5D.vlen_reclaim(type.Id, space.Id, H5P.DEFAULT, (IntPtr)buffer), "reading", path);
        }

        return texts;
    }
}
