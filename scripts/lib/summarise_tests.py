"""Sums the outcome of all suites: failed and skipped tests, line coverage of src, and the closing line.

usage: summarise_tests.py RESULTS_DIRECTORY REPOSITORY
RESULTS_DIRECTORY holds one folder per suite with results.trx, exit-code, log.txt and the coverage in cobertura XML.
"""
import os
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TRX = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
OUTCOMES = {"Passed": "passed", "Failed": "failed", "NotExecuted": "skipped"}


def read_tests(trx):
    """Yields (outcome, name, message) of each test of one trx file."""
    for result in ElementTree.parse(trx).iter(TRX + "UnitTestResult"):
        # an outcome that is none of the three (timeout, aborted) is a failure
        outcome = OUTCOMES.get(result.get("outcome"), "failed")
        message = result.find(f"{TRX}Output/{TRX}ErrorInfo/{TRX}Message")
        if message is None:
            message = result.find(f"{TRX}Output/{TRX}StdOut")
        yield outcome, result.get("testName"), (message.text or "").strip() if message is not None else ""


def read_coverage(results, repository):
    """Lines of src: those that a suite ran, and all of them, over the cobertura files of all suites."""
    hit = {}
    for report in results.glob("*/*/coverage.cobertura.xml"):
        tree = ElementTree.parse(report)
        roots = [source.text or "" for source in tree.iter("source")] or [""]
        for block in tree.iter("class"):
            name = block.get("filename")
            candidates = [os.path.normpath(os.path.join(root, name)) for root in roots]
            path = next((c for c in candidates if os.path.isfile(c)), candidates[0])
            relative = os.path.relpath(path, repository)
            if not relative.startswith("src" + os.sep) or os.sep + "obj" + os.sep in relative:
                continue
            for line in block.findall("lines/line"):
                key = relative, line.get("number")
                hit[key] = hit.get(key, False) or int(line.get("hits")) > 0
    return sum(hit.values()), len(hit), hit


def print_coverage(results, repository):
    covered, lines, hit = read_coverage(results, repository)
    if lines == 0:
        print("coverage: none was collected")
        return
    projects = {}
    for (path, _), is_hit in hit.items():
        project = projects.setdefault(path.split(os.sep)[1], [0, 0])
        project[0] += is_hit
        project[1] += 1
    for name, (project_covered, project_lines) in sorted(projects.items()):
        print(f"  {name:32} {100 * project_covered / project_lines:5.1f} % of {project_lines} lines")
    print(f"line coverage of src: {100 * covered / lines:.1f} % ({covered} of {lines} lines)")


def main(results, repository):
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    failed, skipped, broken = [], [], []
    for suite in sorted(p for p in results.iterdir() if p.is_dir()):
        counts = dict.fromkeys(totals, 0)
        for trx in suite.glob("*.trx"):
            for outcome, name, message in read_tests(trx):
                counts[outcome] += 1
                if outcome == "failed":
                    failed.append((name, message))
                elif outcome == "skipped":
                    skipped.append((name, message))
        exit_code = (suite / "exit-code").read_text().strip()
        # a suite that fell over before it could say which test failed counts as one failure
        if sum(counts.values()) == 0 or (exit_code != "0" and counts["failed"] == 0):
            counts["failed"] += 1
            broken.append((suite.name, exit_code, suite / "log.txt"))
        for outcome, count in counts.items():
            totals[outcome] += count

    for name, message in failed:
        print(f"FAILED {name}")
        for line in message.splitlines()[:20]:
            print(f"    {line}")
    for name, exit_code, log in broken:
        print(f"FAILED suite {name}: it ran no test or ended with exit code {exit_code}; the end of {log}:")
        for line in log.read_text(errors="replace").splitlines()[-15:]:
            print(f"    {line}")
    if skipped:
        print("skipped:")
        for name, message in skipped:
            print(f"  {name}: {message or 'no reason given'}")
    print_coverage(results, repository)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**totals))
    return 1 if totals["failed"] or totals["passed"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
