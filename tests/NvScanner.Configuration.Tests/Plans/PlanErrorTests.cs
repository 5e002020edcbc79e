namespace NvScanner.Configuration.Tests.Plans;

public class PlanErrorTests
{
    [Theory]
    // keys
    [InlineData(8, "  pth: snake", "scan.pth", "is not a known key, did you mean 'path'?: allowed origin, size, pixels")]
    [InlineData(8, "  fast_axis: x", "scan.fast_axis", "did you mean 'fast-axis'?")]
    [InlineData(8, "  Path: snake", "scan.Path", "did you mean 'path'?")]
    [InlineData(8, "  colour: red", "scan.colour", "is not a known key: allowed origin")]
    [InlineData(8, "  size: [4 um, 4 um]", "scan.size", "appears twice (first in line 6): write it once")]
    [InlineData(8, "  path:", "scan.path", "has no value: allowed raster | snake | interleaved")]
    [InlineData(3, "sample: { id: null, configuration: test-conductor }", "sample.id", "has no value")]
    [InlineData(8, "  path: ~", "scan.path", "has no value")]
    [InlineData(8, "  path: [snake]", "scan.path", "must be a single value, not a list")]
    [InlineData(8, "  path: { kind: snake }", "scan.path", "must be a single value, not a section")]
    [InlineData(16, "microwave: -8 dBm", "microwave", "must be a section: allowed section {power}")]
    // units
    [InlineData(13, "  dwell: 1", "protocol.dwell", "'1' has no unit: a duration is written for example '1.5 s'")]
    [InlineData(13, "  dwell: 1 mm", "protocol.dwell", "'mm' is not a unit of duration: allowed s (with f p n u m k M G T), min, h, d")]
    [InlineData(13, "  dwell: soon", "protocol.dwell", "'soon' is not a duration")]
    [InlineData(13, "  dwell: NaN s", "protocol.dwell", "'NaN s' is not a duration")]
    [InlineData(13, "  dwell: -1 ms", "protocol.dwell", "'-1 ms' is out of range: allowed duration in s, min, h, d, 1 us to 100 s")]
    [InlineData(13, "  dwell: 1e300 s", "protocol.dwell", "is out of range")]
    [InlineData(13, "  dwell: 1e308 Ts", "protocol.dwell", "")]
    [InlineData(16, "microwave: { power: 2 mW }", "microwave.power", "'mW' is not a unit of microwave power: allowed dBm")]
    // ranges
    [InlineData(6, "  size: [4 um, 0 um]", "scan.size[1]", "'0 um' is out of range: allowed length in m, above 0 m")]
    [InlineData(6, "  size: 4 um", "scan.size", "must be a list of two values: [width, height]")]
    [InlineData(6, "  size: [4 um]", "scan.size", "must be a list of two values")]
    [InlineData(7, "  pixels: [0, 6]", "scan.pixels[0]", "'0' is not allowed: whole number, 1 to 16384")]
    [InlineData(7, "  pixels: [8.5, 6]", "scan.pixels[0]", "'8.5' is not allowed: whole number")]
    [InlineData(7, "  pixels: [8, 99999999999]", "scan.pixels[1]", "is not allowed: whole number")]
    [InlineData(12, "  frequencies: { from: 2.93 GHz, to: 2.81 GHz, points: 121 }", "protocol.frequencies.to", "must be above from: 2.81 GHz is not above 2.93 GHz")]
    [InlineData(12, "  frequencies: { from: 2.81 GHz, to: 2.81 GHz, points: 121 }", "protocol.frequencies.to", "must be above from")]
    [InlineData(12, "  frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 1 }", "protocol.frequencies.points", "'1' is not allowed: whole number, 2 to")]
    [InlineData(12, "  frequencies: { from: 2.81 GHz, to: 2.93 GHz }", "protocol.frequencies.points", "is missing: write whole number")]
    [InlineData(12, "  frequencies: [{ from: 2.81 GHz, to: 2.85 GHz, points: 9 }, { from: 2.84 GHz, to: 2.93 GHz, points: 9 }]", "protocol.frequencies[1]", "begins at 2.84 GHz, not above 2.85 GHz where the window before it ends: windows must ascend and not overlap")]
    [InlineData(12, "  frequencies: [{ from: 2.9 GHz, to: 2.95 GHz, points: 9 }, { from: 2.81 GHz, to: 2.85 GHz, points: 9 }]", "protocol.frequencies[1]", "windows must ascend")]
    [InlineData(12, "  frequencies: [{ from: 2.81 GHz, to: 2.85 GHz, points: 9 }, { from: 2.85 GHz, to: 2.93 GHz, points: 9 }]", "protocol.frequencies[1]", "begins at 2.85 GHz, not above 2.85 GHz")]
    [InlineData(12, "  frequencies: []", "protocol.frequencies", "has 0 items: allowed 1 to 16")]
    [InlineData(12, "  frequencies: 2.87 GHz", "protocol.frequencies", "cannot be a single value")]
    [InlineData(14, "  repeats: 0", "protocol.repeats", "'0' is not allowed: whole number, 1 to 1000000")]
    [InlineData(15, "  stop: { sigma-b: 0 uT, max-time: 3 s }", "protocol.stop.sigma-b", "is out of range")]
    [InlineData(15, "  stop: { sigma-b: 6 uT, max-time: 0.4 s }", "protocol.stop", "max-time 400 ms is shorter than the least a pixel takes: 121 points x 1 ms x 4 repeats = 484 ms")]
    [InlineData(15, "  stop: 6 uT", "protocol.stop", "must be a section")]
    [InlineData(21, "limits: { photon-rate: [20 Mcps, 20 kcps] }", "limits.photon-rate", "the first value must be below the second, not 20 Mcps and 20 kcps")]
    [InlineData(18, "bias-field: { magnitude: 1.5 mT, along: nv, direction: [0 deg, 0 deg] }", "bias-field.direction", "contradicts along")]
    [InlineData(18, "bias-field: { magnitude: -1.5 mT }", "bias-field.magnitude", "is out of range")]
    [InlineData(19, "reference: { at: retracted, every: 8 }", "reference.every", "'8' is not allowed: '8 lines'")]
    [InlineData(19, "reference: { at: model, every: 8 lines }", "reference.every", "has no meaning with at: model")]
    [InlineData(8, "  height: { mode: lift }", "scan.height.distance", "must be above 0 nm with mode: lift")]
    [InlineData(8, "  height: { mode: contact, distance: 3 nm }", "scan.height.distance", "has no meaning in contact")]
    [InlineData(3, "sample: { id: ../../etc, configuration: test-conductor }", "sample.id", "'../../etc' is not allowed: letters, digits")]
    [InlineData(3, "sample: { id: a, configuration: particles }", "current-source", "drives a test conductor, but sample.configuration is 'particles'", 20)]
    // words
    [InlineData(8, "  path: snail", "scan.path", "'snail' is not known, did you mean 'snake'?: allowed raster, snake, interleaved")]
    [InlineData(15, "  fit: { model: lorentzian9 }", "protocol.fit.model", "'lorentzian9' is not known, did you mean 'lorentzian")]
    // the version of the format
    [InlineData(1, "", "schema", "is missing: write 1", 2)]
    [InlineData(1, "schema: 2", "schema", "version 2 is newer than this program, which reads version 1")]
    [InlineData(1, "schema: one", "schema", "'one' is not a version: allowed 1")]
    // what the format names and this version does not do
    [InlineData(8, "  path: spiral", "scan.path", "'spiral' is not available in this version: available are raster, snake, interleaved")]
    [InlineData(8, "  retrace: record", "scan.retrace", "'record' is not available in this version: available are fast")]
    [InlineData(8, "  heights: [10 nm, 20 nm]", "scan.heights", "height series are not available in this version: run one plan per height")]
    [InlineData(8, "  height: { mode: contact, standoff: 80 nm }", "scan.height.standoff", "not available in this version: write { mode: lift")]
    [InlineData(8, "  frames: [1 min, 2 min]", "scan.frames", "schedules of frames are not available in this version: write a number of frames")]
    [InlineData(10, "  kind: hahn-echo", "protocol.kind", "'hahn-echo' is not available in this version: available are cw-odmr")]
    [InlineData(16, "microwave: { power: -8 dBm, rabi: 1 MHz }", "microwave.rabi", "not available in this version: write microwave.power in dBm")]
    [InlineData(3, "sample: { id: a, configuration: test-conductor, max-exposure: 3 h }", "sample.max-exposure", "is not available in this version: nothing watches the time since polished-at yet")]
    [InlineData(20, "temperature: { set: 298 K }", "temperature", "temperature set-points are not available in this version")]
    [InlineData(3, "sample: { id: a, configuration: ful }", "sample.configuration", "'ful' is not known, did you mean 'full'?")]
    [InlineData(3, "sample: { id: a, configuration: test-conductor, geometry: in-plane }", "sample.geometry", "belongs to battery samples, but sample.configuration is 'test-conductor'")]
    [InlineData(3, "sample: { id: a, configuration: test-conductor, polished-at: 2026-11-21 }", "sample.polished-at", "'2026-11-21' is not allowed: time with UTC offset")]
    [InlineData(3, "sample: { id: a, configuration: test-conductor, polished-at: '2026-11-21T10:00:00' }", "sample.polished-at", "is not allowed: time with UTC offset")]
    // YAML
    [InlineData(5, "  origin: &corner [0 um, 0 um]", "", "the anchor '&corner' is not allowed")]
    [InlineData(5, "  origin: *corner", "", "the alias '*corner' is not allowed")]
    [InlineData(5, "  origin: !!seq [0 um, 0 um]", "", "is not allowed: write the plain value")]
    [InlineData(5, "\torigin: [0 um, 0 um]", "", "a tab stands in the indentation: indent with spaces")]
    [InlineData(5, "  ? [a, b] : c", "", "")]
    [InlineData(21, "---", "", "a second document begins here")]
    public void A_wrong_line_is_named_with_its_field(int line, string text, string field, string message, int problemLine = 0)
    {
        var problem = Assert.Single(PlanText.Problems(PlanText.With(line, text)));
        Assert.Equal(("plan.yaml", problemLine == 0 ? line : problemLine, field), (problem.File, problem.Line, problem.Field));
        Assert.Contains(message, problem.Message);
        Assert.NotEmpty(problem.Message);
    }

    [Fact]
    public void Everything_wrong_is_listed_at_once_in_the_order_of_the_file()
    {
        var text = PlanText.With(6, "  size: [4, -4 um]").Replace("dwell: 1 ms", "dwel: 1 ms").Replace("-8 dBm", "8 W").Replace("every: 8 lines", "evry: 8 lines");
        var problems = PlanText.Problems(text);
        Assert.Equal(
            ["scan.size[0]", "scan.size[1]", "protocol.dwell", "protocol.dwel", "microwave.power", "reference.evry"],
            problems.Select(p => p.Field));
        Assert.Equal([6, 6, 9, 13, 16, 19], problems.Select(p => p.Line));
    }

    [Fact]
    public void The_message_of_the_exception_has_one_line_a_problem_that_begins_with_file_and_line()
    {
        var thrown = Assert.Throws<ConfigurationException>(() => PlanLoader.Parse(PlanText.With(13, "  dwell: 1").Replace("path", "pth"), "plans/a.yaml"));
        var lines = thrown.Message.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("plans/a.yaml:8: scan.pth: is not a known key", lines[0]);
        Assert.StartsWith("plans/a.yaml:13: protocol.dwell: '1' has no unit", lines[1]);
    }

    [Theory]
    [InlineData("", "the document is empty")]
    [InlineData("# only a comment\n", "the document is empty")]
    [InlineData("~\n", "is empty: allowed section {schema")]
    [InlineData("- a\n- b\n", "must be a section: allowed section {schema")]
    [InlineData("just text\n", "must be a section")]
    public void A_document_that_is_no_section_is_refused(string text, string message)
    {
        var problem = Assert.Single(PlanText.Problems(text));
        Assert.Equal(1, problem.Line);
        Assert.Contains(message, problem.Message);
    }

    [Theory]
    [InlineData("schema: 1\nname: [a, b\nscan: 1\n", 2)]
    [InlineData("schema: 1\nname: \"open\nscan: 1\n", 2)]
    [InlineData("schema: 1\n  name: a\n", 2)]
    [InlineData("schema: 1\nname: a: b\n", 2)]
    [InlineData("schema: 1\n}\n", 2)]
    public void Broken_YAML_is_named_with_its_line(string text, int line)
    {
        var problem = Assert.Single(PlanText.Problems(text));
        Assert.StartsWith("this is not valid YAML: ", problem.Message);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Contains("nested more than", Assert.Single(PlanText.Problems("name: " + new string('[', 5000) + new string(']', 5000))).Message);

    [Fact]
    public void Exploding_aliases_are_refused_at_the_first_anchor()
    {
        var problem = Assert.Single(PlanText.Problems("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"));
        Assert.Equal(1, problem.Line);
        Assert.Contains("anchor '&a'", problem.Message);
    }

    [Fact]
    public void A_problem_found_later_is_placed_at_its_key_or_at_the_section_when_the_key_was_left_out()
    {
        var plan = PlanLoader.Parse(PlanText.Good, "plan.yaml", ["laser.power=1 mW"]);
        Assert.Equal("plan.yaml:12: protocol.frequencies: the upper line lies outside", plan.At("protocol.frequencies", "the upper line lies outside").ToString());
        Assert.Equal(6, plan.At("scan.size[1]", "x").Line);
        Assert.Equal(4, plan.At("scan.rotation", "x").Line);
        Assert.Equal(12, plan.At("protocol.frequencies.points", "x").Line);
        Assert.Equal(("--set", 0), (plan.At("laser.power", "x").File, plan.At("laser.power", "x").Line));
        Assert.Equal(1, plan.At("expected-field", "x").Line);
    }
}
