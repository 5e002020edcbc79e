namespace NvScanner.Emulation.Hosting;

/// <summary>A port with a text instrument behind it.</summary>
public interface ITextHost : IAsyncDisposable
{
    /// <summary>VISA resource string under which it is reached.</summary>
    string Address { get; }

    /// <summary>How the line behaves from the next reply on.</summary>
    Mischief Mischief { get; set; }

    /// <summary>Connections open now.</summary>
    int Connections { get; }

    /// <summary>Ends every connection, as a power failure does.</summary>
    void DropConnections();
}
