using NvScanner.Abstractions.Instruments;
using NvScanner.Cli.Rigs;
using NvScanner.Cli.Running;
using NvScanner.Configuration;
using NvScanner.Reporting.Drawing;
using NvScanner.Reporting.Figures;
using NvScanner.Simulation.Samples;

namespace NvScanner.Cli.Pictures;

/// <summary>`nvscanner simulate --draw FILE`: a picture of the sample instead of a run.</summary>
internal static class SampleDrawing
{
    private const double PixelsPerUnit = 2;

    /// <summary>Draws the sample of the order's profile as a PNG file; nothing is run.</summary>
    public static int Draw(CommandContext context, RunOrder order, string path)
    {
        OutputFiles.RequireFree(path, order.Overwrite);
        var (planSettings, profileSettings) = SettingRouting.Split(order.Settings);
        var profilePath = order.ProfilePath ?? PlanLoader.DefaultProfile(order.PlanPath, planSettings)
            ?? throw new BadInputException($"{order.PlanPath}: names no profile, hence no sample to draw");
        var profile = RigFactory.LoadProfile(profilePath, profileSettings);
        var figure = new SampleFigure(PictureOf(profile));
        OutputFiles.Derive(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var part = path + ".part";
            using (var stream = File.Create(part))
                PngWriter.WriteRgb(stream, figure.ToPicture(PixelsPerUnit), [new("Title", figure.Name), new("Description", figure.Description)]);
            File.Move(part, path, order.Overwrite);
            return path;
        });
        context.Terminal.Say(path);
        return ExitCodes.Completed;
    }

    private static SamplePicture PictureOf(LoadedDocument<RigProfile> profile)
    {
        try
        {
            return SamplePictures.Of(profile.Value);
        }
        catch (InstrumentException error)
        {
            throw new BadInputException($"{profile.Path}: {error.Message}", error);
        }
    }
}
