using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>What was measured, when, by what, and how it ended.</summary>
internal static class EntryDatasets
{
    public static IReadOnlyList<DatasetDefinition> All { get; } =
    [
        Text(RunPaths.RunState, _ => RunTransitions.Word(RunState.Preparing), "state of the run; changes in place", 16),
        Text(RunPaths.Title, run => run.Plan.Name, "name of the plan"),
        Text(RunPaths.Identifier, run => run.RunId.ToString(), "UUID of the run"),
        Text("/entry/experiment_description", run => $"{run.Plan.Protocol.Kind} map of {run.Plan.Sample.Id}", "what was measured"),
        Text(RunPaths.StartTime, run => FileText.Time(run.StartTime), "start, ISO 8601 with offset"),
        Text(RunPaths.EndTime, _ => "", "end, ISO 8601 with offset; empty until then", 40),
        Number(RunPaths.Duration, _ => double.NaN, "s", "length of the run (s); NaN until its end"),
        Text("/entry/sample/name", run => run.Plan.Sample.Id, "sample id"),
        Text("/entry/sample/situation", run => run.Plan.Sample.Configuration, "configuration of the sample"),
        Text("/entry/sample/description", run => run.Plan.Sample.Note, "note of the plan"),
        Text("/entry/process/program", _ => "NvScanner", "program"),
        Text("/entry/process/version", run => run.Versions.GetValueOrDefault("NvScanner", ""), "version of the program"),
        Text("/entry/process/fit_model", run => run.FitModel, "fit model; auto in the plan is resolved"),
        Text("/entry/process/date", run => FileText.Time(run.StartTime), "when the maps were made: during the run"),
        Text(RunPaths.Config, RunConfiguration.ToJson, "JSON: plan, profile, effective settings, seed, versions"),
        Number(RunPaths.PhotonSeconds, _ => double.NaN, "s", "photon-collecting time of the run (s); NaN until its end"),
        Number(RunPaths.OverheadPerPixel, _ => double.NaN, "s", "time per pixel that is not photon collection (s); NaN until the end"),
        Text("/entry/instrument/name", run => run.Profile.Name, "name of the rig"),
        Text("/entry/instrument/nv_sensor/model", run => run.Profile.Tip.Id, "tip id"),
        Text("/entry/instrument/nv_sensor/measurement", _ => "magnetic field", "what the sensor measures"),
        Number("/entry/instrument/nv_sensor/nv_axis_theta", run => SphericalAngles.Theta(run.NvAxis), "deg", "polar angle from +z of the NV axis n, n.B > 0 at the bias"),
        Number("/entry/instrument/nv_sensor/nv_axis_phi", run => SphericalAngles.Phi(run.NvAxis), "deg", "azimuth from +x of the NV axis n, n.B > 0 at the bias"),
        Number("/entry/instrument/nv_sensor/zero_field_splitting", run => run.Profile.Tip.ZeroFieldSplitting.Hertz, "Hz", "calibrated D"),
        Number("/entry/instrument/nv_sensor/zero_field_splitting_errors", run => run.Profile.Tip.ZeroFieldSplittingUncertainty.Hertz, "Hz", "its standard deviation"),
        Number("/entry/instrument/nv_sensor/standoff_contact", run => run.Profile.Tip.StandoffAtContact.Metres, "m", "NV to surface in contact"),
        Number("/entry/instrument/environment/bias_field", run => run.Plan.BiasField.Magnitude.Tesla, "T", "magnitude of the bias field"),
        new("/entry/instrument/environment/bias_field_vector", Hdf5Type.Float64, "T", "bias field, sample frame")
        {
            Axes = [DataAxis.Component],
            Constant = run =>
            {
                var field = run.Plan.BiasField.Vector(run.Profile.Tip.AxisTheta, run.Profile.Tip.AxisPhi);
                return new[] { field.X, field.Y, field.Z };
            },
        },
        Number("/entry/instrument/environment/conductor_current", run => run.Plan.ConductorCurrent!.Value.Amperes, "A", "current of the test conductor") with
        {
            When = run => run.Plan.ConductorCurrent is not null,
            Condition = "with a test conductor",
        },
        Number("/entry/instrument/microwave/power", run => run.Plan.MicrowavePower.Dbm, "dBm", "power at the source's connector"),
        Number("/entry/instrument/laser/power", run => run.Plan.LaserPower.Watts, "W", "laser power") with
        {
            // no profile of this version says where its laser power is measured
            Attributes = _ => [("plane", "not stated")],
        },
        Number("/entry/instrument/counter/dead_time", run => run.DeadTimeSeconds, "s", "dead time that the photon rate is corrected for"),
    ];

    /// <summary>A text that is known at the start.</summary>
    internal static DatasetDefinition Text(string path, Func<RunStarted, string> value, string longName, int bytes = 0) =>
        new(path, Hdf5Type.Text, "", longName) { Constant = value, TextBytes = bytes };

    private static DatasetDefinition Number(string path, Func<RunStarted, double> value, string units, string longName) =>
        new(path, Hdf5Type.Float64, units, longName) { Constant = run => value(run) };
}
