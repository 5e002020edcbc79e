using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>A drawing of fixed size that any surface can carry.</summary>
public interface IFigure
{
    /// <summary>Width in drawing units.</summary>
    double Width { get; }

    /// <summary>Height in drawing units.</summary>
    double Height { get; }

    /// <summary>Name, in plain text.</summary>
    string Name { get; }

    /// <summary>What one sees, in a sentence of plain text, for readers who do not see it.</summary>
    string Description { get; }

    /// <summary>Draws it.</summary>
    void Draw(IDrawingSurface surface);
}
