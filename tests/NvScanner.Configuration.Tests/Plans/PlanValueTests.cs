using System.Globalization;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Configuration.Tests.Plans;

public class PlanValueTests
{
    [Fact]
    public void Every_key_reaches_the_record()
    {
        var plan = PlanLoader.Parse("""
            schema: 1
            name: everything
            profile: ../rig.yaml
            sample: { id: s-1, configuration: test-conductor, note: a note }
            scan:
              origin: [1 um, -2 um]
              size: [4 um, 3 um]
              pixels: [8, 6]
              rotation: 30 deg
              fast-axis: y
              path: interleaved
              retrace: fast
              height: { mode: lift, distance: 30 nm }
              frames: 3
            protocol:
              kind: cw-odmr
              lines: upper
              frequencies:
                - { from: 613 MHz, to: 643 MHz, points: 3 }
                - { from: 5.1 GHz, to: 5.2 GHz, points: 2 }
              dwell: 0.5 ms
              repeats: 2
              stop: { sigma-b: 6 uT, max-time: 1 min }
              fit: { model: n14-triplet2 }
              timing: software
            microwave: { power: -8.5 dBm }
            laser: { power: 0.15 mW }
            bias-field: { magnitude: 15 G, direction: [54.7 deg, 90 deg] }
            reference: { at: [1 um, 2 um], every: 1 line }
            current-source: { current: -100 uA }
            expected-field: 100 uT
            limits:
              cell: { voltage: [2.8 V, 4.3 V], current: [-2 mA, 2 mA], temperature: [0 degC, 60 degC] }
              photon-rate: [20 kcps, 20 Mcps]
            """, "plan.yaml").Value;

        Assert.Equal("everything", plan.Name);
        Assert.Equal(new SamplePlan("s-1", "test-conductor", "a note"), plan.Sample);
        Assert.Equal(1e-6, plan.Scan.OriginX, 1e-18);
        Assert.Equal(-2e-6, plan.Scan.OriginY, 1e-18);
        Assert.Equal(4e-6, plan.Scan.SizeX, 1e-18);
        Assert.Equal(3e-6, plan.Scan.SizeY, 1e-18);
        Assert.Equal((8, 6), (plan.Scan.PixelsX, plan.Scan.PixelsY));
        Assert.Equal(30, plan.Scan.Rotation.Degrees);
        Assert.Equal(FastAxis.Y, plan.Scan.FastAxis);
        Assert.Equal(ScanPath.Interleaved, plan.Scan.Path);
        Assert.Equal(HeightMode.Lift, plan.Scan.Height.Mode);
        Assert.Equal(30e-9, plan.Scan.Height.Distance.Metres, 1e-18);
        Assert.Equal(3, plan.Scan.Frames);
        Assert.Equal(MeasuredLines.Upper, plan.Protocol.Lines);
        Assert.Equal([613e6, 628e6, 643e6, 5.1e9, 5.2e9], plan.Protocol.FrequenciesHz());
        Assert.Equal(TimeSpan.FromMicroseconds(500), plan.Protocol.Dwell);
        Assert.Equal(2, plan.Protocol.Repeats);
        Assert.Equal(6e-6, plan.Protocol.Stop!.SigmaB.Tesla, 1e-18);
        Assert.Equal(TimeSpan.FromMinutes(1), plan.Protocol.Stop.MaxTime);
        Assert.Equal("n14-triplet2", plan.Protocol.FitModel);
        Assert.Equal(SweepTiming.Software, plan.Protocol.Timing);
        Assert.Equal(-8.5, plan.MicrowavePower.Dbm);
        Assert.Equal(150e-6, plan.LaserPower.Watts, 1e-15);
        Assert.Equal(1.5e-3, plan.BiasField.Magnitude.Tesla, 1e-15);
        Assert.Equal((54.7, 90.0), (plan.BiasField.Theta!.Value.Degrees, plan.BiasField.Phi!.Value.Degrees));
        Assert.Equal(ReferenceMode.Position, plan.Reference!.Mode);
        Assert.Equal(1e-6, plan.Reference.X, 1e-18);
        Assert.Equal(2e-6, plan.Reference.Y, 1e-18);
        Assert.Equal(1, plan.Reference.EveryLines);
        Assert.Equal(-100e-6, plan.ConductorCurrent!.Value.Amperes, 1e-15);
        Assert.Equal(100e-6, plan.ExpectedField.Tesla, 1e-15);
        Assert.Equal((2.8, 4.3), (plan.Limits.Cell!.Voltage.Minimum.Volts, plan.Limits.Cell.Voltage.Maximum.Volts));
        Assert.Equal((-2e-3, 2e-3), (plan.Limits.Cell.Current.Minimum.Amperes, plan.Limits.Cell.Current.Maximum.Amperes));
        Assert.Equal((273.15, 333.15), (plan.Limits.CellTemperature!.Value.Minimum.Kelvin, plan.Limits.CellTemperature.Value.Maximum.Kelvin));
        Assert.Equal((20e3, 20e6), (plan.Limits.PhotonRate!.Value.Minimum.CountsPerSecond, plan.Limits.PhotonRate.Value.Maximum.CountsPerSecond));
    }

    [Fact]
    public void Keys_left_out_have_the_defaults_of_the_reference_page()
    {
        var plan = PlanLoader.Parse("""
            schema: 1
            name: least
            sample: { id: s, configuration: particles }
            scan: { size: [4 um, 3 um], pixels: [8, 6] }
            protocol: { kind: cw-odmr, frequencies: { from: 2.8 GHz, to: 2.9 GHz, points: 11 }, dwell: 1 ms }
            microwave: { power: 0 dBm }
            laser: { power: 1 mW }
            bias-field: { magnitude: 1 mT }
            """, "plan.yaml").Value;

        Assert.Equal((0.0, 0.0, 0.0), (plan.Scan.OriginX, plan.Scan.OriginY, plan.Scan.Rotation.Degrees));
        Assert.Equal((FastAxis.X, ScanPath.Snake, HeightPlan.Contact, 1), (plan.Scan.FastAxis, plan.Scan.Path, plan.Scan.Height, plan.Scan.Frames));
        Assert.Equal((MeasuredLines.Both, 1, "auto", SweepTiming.Auto), (plan.Protocol.Lines, plan.Protocol.Repeats, plan.Protocol.FitModel, plan.Protocol.Timing));
        Assert.Null(plan.Protocol.Stop);
        Assert.Null(plan.Reference);
        Assert.Null(plan.ConductorCurrent);
        Assert.True(plan.BiasField.AlongNv);
        Assert.Equal(0, plan.ExpectedField.Tesla);
        Assert.Equal(new LimitsPlan(), plan.Limits);
    }

    [Fact]
    public void The_example_of_the_plan_format_loads_as_it_stands()
    {
        var plan = PlanLoader.Parse("""
            schema: 1
            name: test-strip-map
            sample: { id: strip-03, configuration: test-conductor, note: 2 um gold strip with a constriction }
            scan:
              origin: [0 um, 0 um]            # outer lower left corner
              size: [4 um, 4 um]
              pixels: [64, 64]
              rotation: 0 deg                 # counter-clockwise about the centre
              fast-axis: x
              path: snake                     # raster | snake | interleaved | spiral | region
              retrace: fast                   # fast | record
              height: { mode: contact }       # contact | { mode: lift, distance: 30 nm } | { mode: constant-height } | { standoff: 80 nm }
              frames: 1                       # or a schedule; heights: [..] for a series
            protocol:
              kind: cw-odmr                   # cw-odmr | two-point | tracking | adaptive | pulsed-odmr | rabi | ramsey | hahn-echo | xy8 | t1 | pl | ...
              lines: both                     # both | lower | upper
              frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 121 }
              dwell: 1 ms
              repeats: 4
              stop: { sigma-b: 6 uT, max-time: 3 s }
              fit: { model: auto }
            microwave: { power: -8 dBm }
            laser: { power: 150 uW }
            bias-field: { magnitude: 1.5 mT, along: nv }
            reference: { at: retracted, every: 8 lines }   # or [x, y] | model; what B_stray is measured against
            current-source: { current: 100 uA }            # test conductor; a cell has `cell:` instead
            limits:
              cell: { voltage: [2.8 V, 4.3 V], current: [-2 mA, 2 mA], temperature: [0 degC, 60 degC] }
              photon-rate: [20 kcps, 20 Mcps]
            """, "plan.yaml").Value;
        Assert.Equal(64 * 64, plan.Scan.PixelsPerFrame);
    }

    [Fact]
    public void A_quoted_null_is_a_text_and_stays_one_in_the_stored_plan()
    {
        var plan = PlanLoader.Parse(PlanText.With(2, "name: 'null'"), "plan.yaml", ["sample.note='~'"]).Value;
        Assert.Equal(("null", "~"), (plan.Name, plan.Sample.Note));
        Assert.Equal(("null", "~"), (PlanLoader.Parse(plan.SourceText, "run.h5").Value.Name, PlanLoader.Parse(plan.SourceText, "run.h5").Value.Sample.Note));
    }

    [Fact]
    public void Numbers_read_the_same_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            // the numbers of de-DE; the tests run without the cultures themselves
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            Thread.CurrentThread.CurrentCulture = german;
            var plan = PlanLoader.Parse(PlanText.Good, "plan.yaml").Value;
            Assert.Equal(2.81e9, plan.Protocol.Windows[0].FromHz);
            Assert.Equal(1.5e-3, plan.BiasField.Magnitude.Tesla, 1e-15);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
