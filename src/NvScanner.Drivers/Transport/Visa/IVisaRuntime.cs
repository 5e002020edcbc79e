namespace NvScanner.Drivers.Transport.Visa;

/// <summary>What is needed of a vendor's VISA; every function returns a status, negative for failures.</summary>
internal interface IVisaRuntime
{
    /// <summary>Which runtime it is.</summary>
    string Name { get; }

    int Open(string resource, uint milliseconds, out uint session);

    int Close(uint session);

    int Clear(uint session);

    int Set(uint session, uint attribute, nuint value);

    int Read(uint session, Span<byte> buffer, out int count);

    int Write(uint session, ReadOnlySpan<byte> message, out int count);

    /// <summary>The vendor's words for a status, and its number.</summary>
    string Describe(uint session, int status);
}
