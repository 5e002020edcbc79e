#!/usr/bin/env bash
# Sets up everything on a fresh machine that has the .NET SDK and git, then scans a simulated sample
# and says where the results are. May be run again: the results of the last time are replaced.
set -euo pipefail
# shellcheck source=lib/common.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

if [[ $# -gt 0 ]]; then
    say "usage: scripts/demo.sh   (takes no arguments; results go to demo-output/)"
    exit 2
fi

require_dotnet
install_packages "${RUN_PACKAGES[@]}"
build_cli_when_needed

output="$ROOT/demo-output"
mkdir -p "$output"
run="$output/test-strip.h5"

say "scanning the simulated test strip ..."
dotnet "$CLI" simulate --preset test-strip --out "$run" --overwrite
dotnet "$CLI" report "$run" --out "$output" --overwrite
say "writing the maps ..."
for format in png gsf; do
    # the names of all maps are in the folder; what went wrong is worth reading
    dotnet "$CLI" export "$run" --to "$format" --out "$output/maps" --overwrite >"$output/export.log" 2>&1 || { cat "$output/export.log"; exit 1; }
done
rm -f "$output/export.log"

say ""
say "Done. The error bars against the known truth are in the table above (truth score)."
say "  report (open in a browser)   $output/test-strip.html"
say "  maps, PNG and Gwyddion GSF   $output/maps"
say "  run file (HDF5/NeXus)        $run"
say "Next: ./scripts/nvscanner inspect $run"
