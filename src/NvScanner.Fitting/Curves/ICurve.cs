using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>
/// The shape s(t) of a curve mu(t) = offset + amplitude s(t): all that a new curve model has to state. Times and parameters are scaled
/// by the axis, so that they are of order one.
/// </summary>
internal unsafe interface ICurve
{
    /// <summary>What the shape depends on, in the order of the arrays below.</summary>
    static abstract IReadOnlyList<ShapeParameter> Parameters { get; }

    /// <summary>s at a time, and its derivatives by the parameters in `slopes`, one each.</summary>
    static abstract TLanes Evaluate<TLanes>(TLanes time, TLanes* parameters, TLanes* slopes)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>Adds the shapes that a fit may start from: close enough together that one is on the flank of any maximum of the likelihood.</summary>
    static abstract void AddStarts(StartGrid starts);
}
