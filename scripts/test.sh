#!/usr/bin/env bash
# Sets up and runs the tests: the quick tier, or with --full every test; all suites, or those that are named (Cli, Storage, ...).
# The last line is "N passed, N failed, N skipped" over the suites; the exit code is not 0 when a test failed or none ran.
set -euo pipefail
# shellcheck source=lib/common.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

filter=(--filter 'tier!=full')
tier=quick
suites=()
for argument in "$@"; do
    if [[ "$argument" == --full ]]; then
        filter=()
        tier=full
    elif [[ -d "$ROOT/tests/NvScanner.$argument.Tests" ]]; then
        suites+=("tests/NvScanner.$argument.Tests")
    else
        say "error: there is no suite '$argument'"
        say "usage: scripts/test.sh [--full] [SUITE ...]   (suites: $(cd "$ROOT/tests" && printf '%s ' *.Tests | sed 's/NvScanner\.//g; s/\.Tests//g'))"
        exit 2
    fi
done

require_dotnet
install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
cd "$ROOT"

say "building (Release) ..."
if (( ${#suites[@]} )); then
    for project in "${suites[@]}"; do
        build "$ROOT/$project"
    done
else
    build "$ROOT/NvScanner.sln"
    # the slowest suites first
    suites=(tests/NvScanner.EndToEnd.Tests tests/NvScanner.Fitting.Tests)
    for project in tests/*.Tests; do
        [[ " ${suites[*]} " == *" $project "* ]] || suites+=("$project")
    done
fi

results="$ROOT/artifacts/tests"
rm -rf "$results"
mkdir -p "$results"

# Runs one suite; what it says goes to its own log, its outcome to a .trx file and its exit code to a file beside it.
run_suite() {
    local project="$1" name
    name="$(basename "$project")"
    mkdir -p "$results/$name"
    local began=$SECONDS code=0
    dotnet test "$project" --no-build --configuration Release --nologo \
        --settings scripts/lib/coverage.runsettings --collect 'XPlat Code Coverage' \
        --logger 'trx;LogFileName=results.trx' --results-directory "$results/$name" \
        "${filter[@]}" >"$results/$name/log.txt" 2>&1 </dev/null || code=$?
    echo "$code" >"$results/$name/exit-code"
    say "  $name: $(( SECONDS - began )) s$( (( code == 0 )) || echo ", FAILED" )"
}

# two at a time
say "running ${#suites[@]} suites, $tier tier ..."
for project in "${suites[@]}"; do
    while (( $(jobs -rp | wc -l) >= 2 )); do
        wait -n || true
    done
    run_suite "$project" &
done
wait

python="$(PATH=/usr/bin:/bin command -v python3 || command -v python3)" || die "python3 is not installed; run: sudo apt-get install python3"
exec "$python" scripts/lib/summarise_tests.py "$results" "$ROOT"
