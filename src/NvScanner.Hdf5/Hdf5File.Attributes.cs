using System.Runtime.InteropServices;
using HDF.PInvoke;

namespace NvScanner.Hdf5;

public sealed partial class Hdf5File
{
    /// <summary>Gives an object a text attribute of variable length (what h5py writes and reads as str).</summary>
    public void SetAttribute(string objectPath, string name, string value) => SetTexts(objectPath, name, [], [value]);

    /// <summary>Gives an object an attribute that is a list of texts of variable length.</summary>
    public void SetAttribute(string objectPath, string name, IReadOnlyList<string> values) => SetTexts(objectPath, name, [values.Count], values);

    /// <summary>Gives an object a scalar attribute of <typeparamref name="T"/> (byte, int, uint, long or double).</summary>
    public unsafe void SetAttribute<T>(string objectPath, string name, T value)
        where T : unmanaged => WithAttribute(objectPath, name, [], () => Own(H5T.copy(NativeType<T>()), H5T.close, "preparing attribute", name), (attribute, type) =>
    {
        T copy = value;
        return H5A.write(attribute, type, (IntPtr)(&copy));
    });

    /// <summary>Gives an object an attribute that is a list of numbers.</summary>
    public unsafe void SetAttribute(string objectPath, string name, double[] values) =>
        WithAttribute(objectPath, name, [values.Length], () => Own(H5T.copy(NativeType<double>()), H5T.close, "preparing attribute", name), (attribute, type) =>
        {
            fixed (double* buffer = values)
                return values.Length == 0 ? 0 : H5A.write(attribute, type, (IntPtr)buffer);
        });

    /// <summary>The text attribute of an object, or null when it has none of this name.</summary>
    public string? ReadTextAttribute(string objectPath, string name)
    {
        IReadOnlyList<string>? texts = ReadTextsAttribute(objectPath, name);
        return texts is null ? null : texts.Count == 1 ? texts[0] : throw new Hdf5Exception(Path, objectPath, $"reading attribute '{name}' of", $"it holds {texts.Count} texts, not one");
    }

    /// <summary>The texts of an attribute, or null when the object has none of this name.</summary>
    public IReadOnlyList<string>? ReadTextsAttribute(string objectPath, string name) => ReadAttribute(objectPath, name, (attribute, type, space, label) =>
        Texts(type, space, label, buffer => H5A.read(attribute.Id, type.Id, buffer)));

    /// <summary>The numbers of an attribute converted to <typeparamref name="T"/>, or null when the object has none of this name.</summary>
    public unsafe T[]? ReadAttribute<T>(string objectPath, string name)
        where T : unmanaged => ReadAttribute(objectPath, name, (attribute, type, space, label) =>
    {
        var values = new T[Describe(type, space, label).Count];
        fixed (T* buffer = values)
        {
            if (values.Length > 0)
                Check(H5A.read(attribute.Id, NativeType<T>(), (IntPtr)buffer), "reading attribute", label);
        }

        return values;
    });

    private TResult? ReadAttribute<TResult>(string objectPath, string name, Func<Hdf5Handle, Hdf5Handle, Hdf5Handle, string, TResult> read)
        where TResult : class => Locked(() =>
    {
        string label = $"{objectPath}@{name}";
        using Hdf5Handle owner = OpenObject(objectPath);
        if (Check(H5A.exists(owner.Id, name), "looking for attribute", label) == 0)
            return null;
        using Hdf5Handle attribute = Own(H5A.open(owner.Id, name), H5A.close, "opening attribute", label);
        using Hdf5Handle type = Own(H5A.get_type(attribute.Id), H5T.close, "reading attribute", label);
        using Hdf5Handle space = Own(H5A.get_space(attribute.Id), H5S.close, "reading attribute", label);
        return read(attribute, type, space, label);
    });

    private unsafe void SetTexts(string objectPath, string name, long[] dimensions, IReadOnlyList<string> values)
    {
        var texts = new IntPtr[values.Count];
        try
        {
            for (int i = 0; i < texts.Length; i++)
                texts[i] = Marshal.StringToCoTaskMemUTF8(values[i]);
            WithAttribute(objectPath, name, dimensions, () => TextType(H5T.VARIABLE, objectPath), (attribute, type) =>
            {
                fixed (IntPtr* buffer = texts)
                    return texts.Length == 0 ? 0 : H5A.write(attribute, type, (IntPtr)buffer);
            });
        }
        finally
        {
            foreach (IntPtr text in texts)
                Marshal.FreeCoTaskMem(text);
        }
    }

    private void WithAttribute(string objectPath, string name, long[] dimensions, Func<Hdf5Handle> makeType, Func<long, long, int> write) => Locked(() =>
    {
        string label = $"{objectPath}@{name}";
        using Hdf5Handle owner = OpenObject(objectPath);
        using Hdf5Handle type = makeType();
        using Hdf5Handle space = Space(dimensions, label);
        using Hdf5Handle attribute = Own(H5A.create(owner.Id, name, type.Id, space.Id), H5A.close, "creating attribute", label);
        Check(write(attribute.Id, type.Id), "writing attribute", label);
    });

    private Hdf5Handle OpenObject(string path) => Own(H5O.open(_file.Id, path), H5O.close, "opening", path);
}
