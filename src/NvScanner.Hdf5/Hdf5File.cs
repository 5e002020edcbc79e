using System.Text;
using HDF.PInvoke;

namespace NvScanner.Hdf5;

/// <summary>One open HDF5 file: groups, datasets, attributes and links by absolute path; failures are <see cref="Hdf5Exception"/>.</summary>
/// <remarks>Safe to call from several threads: every call holds the library's lock. Dispose closes the file.</remarks>
public sealed partial class Hdf5File : IDisposable
{
    private readonly Hdf5Handle _file;
    private readonly Hdf5Format _format;

    private Hdf5File(string path, long identifier, Hdf5Format format)
    {
        Path = path;
        _format = format;
        _file = new Hdf5Handle(identifier, H5F.close);
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Creates a file; fails when one exists, unless it may be replaced.</summary>
    public static Hdf5File Create(string path, bool replace = false, Hdf5Format format = Hdf5Format.Earliest) =>
        Open(path, "creating the file", name =>
        {
            long access = H5P.create(H5P.FILE_ACCESS);
            try
            {
                var low = format == Hdf5Format.V110 ? H5F.libver_t.V110 : H5F.libver_t.EARLIEST;
                return H5P.set_libver_bounds(access, low) < 0 ? -1 : H5F.create(name, replace ? H5F.ACC_TRUNC : H5F.ACC_EXCL, access_plist: access);
            }
            finally
            {
                _ = H5P.close(access);
            }
        }, format);

    /// <summary>Opens a file for reading; fails when it is not HDF5.</summary>
    public static Hdf5File OpenRead(string path) => Open(path, "opening the file", name => H5F.open(name, H5F.ACC_RDONLY));

    /// <summary>Opens a file for reading and writing; fails when anyone else holds it open.</summary>
    public static Hdf5File OpenReadWrite(string path) => Open(path, "opening the file for writing", name => H5F.open(name, H5F.ACC_RDWR));

    /// <summary>Whether the file has an HDF5 signature; false when it is absent or cannot be read.</summary>
    public static bool IsHdf5(string path)
    {
        lock (Hdf5Library.Gate)
        {
            Hdf5Library.Enter();
            return H5F.is_hdf5(path) > 0;
        }
    }

    /// <summary>Creates a group and the groups above it that are missing.</summary>
    public void CreateGroup(string path) => Locked(() =>
    {
        using Hdf5Handle links = IntermediateGroups(path);
        using Hdf5Handle group = Own(H5G.create(_file.Id, path, links.Id), H5G.close, "creating group", path);
    });

    /// <summary>Whether the path leads to an object.</summary>
    public bool Exists(string path) => Locked(() =>
    {
        // H5Lexists fails when a group on the way is missing: ask for every part in turn
        for (int end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            string part = end < 0 ? path : path[..end];
            if (part.Length > 1 && Check(H5L.exists(_file.Id, part), "looking for", part) == 0)
                return false;
            if (end < 0)
                return true;
        }
    });

    /// <summary>Names of the links of a group, sorted.</summary>
    public IReadOnlyList<string> List(string groupPath) => Locked(() =>
    {
        using Hdf5Handle group = Own(H5G.open(_file.Id, groupPath), H5G.close, "opening group", groupPath);
        H5G.info_t info = default;
        Check(H5G.get_info(group.Id, ref info), "listing", groupPath);
        var names = new List<string>((int)info.nlinks);
        byte[] self = [(byte)'.', 0];
        for (ulong i = 0; i < info.nlinks; i++)
        {
            long length = Check(H5L.get_name_by_idx(group.Id, self, H5.index_t.NAME, H5.iter_order_t.INC, i, null!, IntPtr.Zero), "listing", groupPath);
            byte[] name = new byte[length + 1];
            Check(H5L.get_name_by_idx(group.Id, self, H5.index_t.NAME, H5.iter_order_t.INC, i, name, new IntPtr(name.Length)), "listing", groupPath);
            names.Add(Encoding.UTF8.GetString(name, 0, (int)length));
        }

        return names;
    });

    /// <summary>Gives an object a second path; missing groups are created.</summary>
    public void CreateHardLink(string existingPath, string newPath) => Locked(() =>
    {
        using Hdf5Handle links = IntermediateGroups(newPath);
        Check(H5L.create_hard(_file.Id, existingPath, _file.Id, newPath, links.Id), "linking", newPath);
    });

    /// <summary>Removes a link; an object without links is freed.</summary>
    public void Delete(string path) => Locked(() => { Check(H5L.delete(_file.Id, path), "deleting", path); });

    /// <summary>Closes the file: what was written is in the operating system's hands when it returns.</summary>
    public void Dispose() => _file.Dispose();

    private static Hdf5File Open(string path, string attempt, Func<string, long> open, Hdf5Format format = Hdf5Format.Earliest)
    {
        lock (Hdf5Library.Gate)
        {
            Hdf5Library.Enter();
            long identifier = open(path);
            return identifier >= 0 ? new Hdf5File(path, identifier, format) : throw new Hdf5Exception(path, "", attempt, Hdf5Library.TakeError());
        }
    }

    private Hdf5Handle IntermediateGroups(string path)
    {
        Hdf5Handle list = Own(H5P.create(H5P.LINK_CREATE), H5P.close, "preparing", path);
        Check(H5P.set_create_intermediate_group(list.Id, 1), "preparing", path);
        return list;
    }

    private void Locked(Action action) => Locked(() =>
    {
        action();
        return true;
    });

    private T Locked<T>(Func<T> function)
    {
        lock (Hdf5Library.Gate)
        {
            ObjectDisposedException.ThrowIf(_file.IsClosed, this);
            Hdf5Library.Enter();
            return function();
        }
    }

    private Hdf5Handle Own(long identifier, Func<long, int> close, string attempt, string objectPath) =>
        identifier >= 0 ? new Hdf5Handle(identifier, close) : throw Failure(attempt, objectPath);

    private int Check(int result, string attempt, string objectPath) =>
        result >= 0 ? result : throw Failure(attempt, objectPath);

    private long Check(IntPtr result, string attempt, string objectPath) =>
        result.ToInt64() >= 0 ? result.ToInt64() : throw Failure(attempt, objectPath);

    private Hdf5Exception Failure(string attempt, string objectPath) =>
        new(Path, objectPath, attempt, Hdf5Library.TakeError());
}
