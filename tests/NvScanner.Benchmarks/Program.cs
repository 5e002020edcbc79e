using NvScanner.Benchmarks;

var benchmarks = new (string Name, string What, Func<Task> Run)[]
{
    ("fit", "automatic fits of 101 points, one thread, against curve_fit and lmfit on the same spectra", FitBenchmark.RunAsync),
    ("spectrum", "one CW spectrum from the rate model, against its goal", SpectrumBenchmark.RunAsync),
    ("overhead", "software overhead per pixel, storing and fitting on, against one inline lmfit fit", OverheadBenchmark.RunAsync),
    ("allocation", "bytes allocated per pixel and per suspension", AllocationBenchmark.RunAsync),
    ("duty", "duty cycle with 0.2 ms microwave steps and 5 ms dwell", DutyBenchmark.RunAsync),
    ("storage", "cost of storing a line, against FileStream", StorageBenchmark.RunAsync),
    ("field", "a 512 x 512 field map from 512 x 512 x 16 voxels", FieldMapBenchmark.RunAsync),
    ("twin", "a map and twelve hours of the battery twin in virtual time", TwinBenchmark.RunAsync),
    ("drivers", "round trips of instruments' transports on this machine, above the emulator's own", DriverBenchmark.RunAsync),
    ("memory", "resident memory of a 1024 x 1024 x 101 run", MemoryBenchmark.RunAsync),
};
var wanted = args.Length == 0 ? benchmarks.Select(b => b.Name).ToArray() : args;
var unknown = wanted.FirstOrDefault(name => benchmarks.All(b => b.Name != name));
if (unknown is not null)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; choose among: {string.Join(", ", benchmarks.Select(b => b.Name))}.");
    return 2;
}

foreach (var (name, what, run) in benchmarks.Where(b => wanted.Contains(b.Name)))
{
    Console.WriteLine($"{name}: {what}");
    await run();
    Console.WriteLine();
}

return 0;
