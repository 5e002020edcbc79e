namespace NvScanner.Emulation.Hosting;

/// <summary>An error that an instrument answers a call with (JSON-RPC 2.0, section 5.1).</summary>
public sealed class JsonRpcFault(int code, string message) : Exception(message)
{
    /// <summary>There is no such method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters are not those of the method.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>Number of the error.</summary>
    public int Code { get; } = code;
}
