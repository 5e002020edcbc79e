using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Drivers.Safety;

/// <summary>Checks of set-points before they are sent and after they have been read back.</summary>
internal static class SetPoint
{
    /// <summary>Throws <see cref="InstrumentLimitException"/> when the value is outside the range; NaN always is.</summary>
    public static void Require<T>(InstrumentId id, T value, QuantityRange<T> range) where T : struct, IQuantity<T>
    {
        if (!range.Contains(value)) throw new InstrumentLimitException(id, T.QuantityName, Quantity.Format(value), range.ToString());
    }

    /// <summary>Throws <see cref="InstrumentReplyException"/> when what was read back differs from what was set by more than the tolerance.</summary>
    public static void RequireReadBack(InstrumentId id, string command, double wanted, double got, double tolerance)
    {
        if (!(Math.Abs(got - wanted) <= tolerance))
            throw new InstrumentReplyException(id, command, string.Create(CultureInfo.InvariantCulture, $"{got:R} (the device has clipped or rounded the set-point)"));
    }

    /// <summary>Throws <see cref="InstrumentReplyException"/> when what was read back is not what was set.</summary>
    public static void RequireReadBack<T>(InstrumentId id, string command, T wanted, T got)
    {
        if (!EqualityComparer<T>.Default.Equals(wanted, got))
            throw new InstrumentReplyException(id, command, string.Create(CultureInfo.InvariantCulture, $"{got} (wanted {wanted})"));
    }

    /// <summary>What a driver says that is used before its connection.</summary>
    public static InstrumentConnectionException NotConnected(InstrumentId id) => new(id, "is not connected; connect it before it is used");
}
