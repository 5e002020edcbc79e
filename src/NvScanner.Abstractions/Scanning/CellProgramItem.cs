namespace NvScanner.Abstractions.Scanning;

/// <summary>A step of a cell programme or steps that are repeated.</summary>
public abstract record CellProgramItem
{
    private protected CellProgramItem() { }
}
