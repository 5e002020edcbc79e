using System.Text.Json.Nodes;

namespace NvScanner.Emulation.Hosting;

/// <summary>An emulated instrument whose functions are called by name; the host calls for one at a time, whatever the number of connections.</summary>
public interface IJsonRpcInstrument
{
    /// <summary>Carries out a method; returns its result. Throws <see cref="JsonRpcFault"/> with the instrument's own error.</summary>
    JsonNode? Call(string method, JsonArray parameters);
}
