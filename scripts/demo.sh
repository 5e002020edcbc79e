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
dotnet "$CLI" export "$run" --to png --out "$output/maps" --overwrite
dotnet "$CLI" export "$run" --to gsf --out "$output/maps" --overwrite

say ""
say "Done. The error bars against the known truth are in the table above (truth score)."
say "  report (open in a browser)   $output/test-strip.html"
say "  maps, PNG and Gwyddion GSF   $output/maps"
say "  run file (HDF5/NeXus)        $run"
say "Next: ./scripts/nvscanner inspect $run"
