using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Cell;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>One pixel as acquired, its counts apart.</summary>
/// <param name="Visit">Which pixel.</param>
/// <param name="PositionSet">Position asked for in metres.</param>
/// <param name="PositionRead">Position read back in metres.</param>
/// <param name="TopographyMetres">Height of the sample, NaN without a probe.</param>
/// <param name="TimeSeconds">Middle of the measurement, seconds since the run's start.</param>
/// <param name="PhotonSeconds">Photon-collecting seconds.</param>
/// <param name="Sweeps">Sweeps summed.</param>
/// <param name="Cell">The cell at the middle of the measurement.</param>
/// <param name="Truth">The twin's own values, null on a real rig.</param>
internal readonly record struct MeasuredPixel(
    PixelVisit Visit, Vector3 PositionSet, Vector3 PositionRead, double TopographyMetres, double TimeSeconds, double PhotonSeconds, int Sweeps, CellStamp Cell, GroundTruth? Truth);
