namespace NvScanner.Simulation.Cell.Currents;

/// <summary>What carries the current through the block.</summary>
internal enum CurrentPath
{
    /// <summary>A cell: ions through the electrolyte, electrons through the electrodes, charge transfer where they meet.</summary>
    IonsAndElectrons,

    /// <summary>Electrons alone, through the positive electrode between a contact in place of the electrolyte and its collector.</summary>
    ElectronsOnly,
}
