using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>How the models of a fitter are tried on a block.</summary>
internal interface IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Fits the lanes of `active` and puts the candidate that counts for each lane into `winners`; null where none is left.</summary>
    void Fit(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners);
}
