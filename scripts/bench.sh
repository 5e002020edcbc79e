#!/usr/bin/env bash
# Runs the benchmarks and prints their results as ratios; arguments go to the benchmark program as they are.
set -euo pipefail
# shellcheck source=lib/common.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

require_dotnet
# one benchmark compares with lmfit
install_packages "${RUN_PACKAGES[@]}" python3-numpy python3-scipy python3-lmfit
say "building the benchmarks (Release) ..."
build "$ROOT/tests/NvScanner.Benchmarks"
cd "$ROOT"
exec dotnet run --project tests/NvScanner.Benchmarks --configuration Release --no-build -- "$@"
