using System.Globalization;

namespace NvScanner.Drivers.Transport.Usb;

/// <summary>Finds instruments of the USB test and measurement class in Linux's tree of devices.</summary>
internal static class UsbTmcDevices
{
    /// <summary>Path of the device with these ids, /dev/usbtmc0 for example, or null. <paramref name="tree"/> is /sys/class/usbmisc.</summary>
    public static string? Find(InstrumentAddress.UsbTmc wanted, string tree) =>
        All(tree).Where(device => device.Address == wanted).Select(device => "/dev/" + device.Name).FirstOrDefault();

    /// <summary>What is plugged in, for errors.</summary>
    public static string Describe(string tree)
    {
        string[] there = [.. All(tree).Select(device => Visa.VisaResource.Of(device.Address))];
        return there.Length == 0 ? "check cable and power" : $"there are {string.Join(", ", there)}";
    }

    private static IEnumerable<(string Name, InstrumentAddress.UsbTmc Address)> All(string tree)
    {
        if (!Directory.Exists(tree)) yield break;
        foreach (var entry in Directory.GetDirectories(tree, "usbtmc*").Order(StringComparer.Ordinal))
        {
            // .../usbtmc0/device leads to the interface, whose folder lies in that of the whole instrument
            var usbInterface = Resolve(Path.Combine(Resolve(entry), "device"));
            var instrument = Path.GetDirectoryName(usbInterface)!;
            if (Number(instrument, "idVendor") is not { } vendor || Number(instrument, "idProduct") is not { } product) continue;
            yield return (Path.GetFileName(entry), new((ushort)vendor, (ushort)product, Text(instrument, "serial") ?? "", Number(usbInterface, "bInterfaceNumber") ?? 0));
        }
    }

    private static string Resolve(string path) => new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static int? Number(string folder, string file) =>
        int.TryParse(Text(folder, file), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }
}
