#!/usr/bin/env bash
# Sets up and runs the tests: the quick tier, or with --full every test.
# The last line is "N passed, N failed, N skipped" over all suites; the exit code is not 0 when a test failed or none ran.
set -euo pipefail
# shellcheck source=lib/common.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/common.sh"

filter=(--filter 'tier!=full')
tier=quick
case "${1:-}" in
    '') ;;
    --full) filter=(); tier=full ;;
    *) say "usage: scripts/test.sh [--full]"; exit 2 ;;
esac
[[ $# -le 1 ]] || { say "usage: scripts/test.sh [--full]"; exit 2; }

require_dotnet
install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
cd "$ROOT"

# The tests of the command start the program from its own build.
began="$BUILD_STAMP.$$"
mkdir -p "$ROOT/artifacts"
touch "$began"
say "building (Release) ..."
build "$ROOT/NvScanner.sln"
mv "$began" "$BUILD_STAMP"

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

# The slowest suite first, two at a time.
suites=(tests/NvScanner.EndToEnd.Tests)
for project in tests/*.Tests; do
    [[ "$project" == "${suites[0]}" ]] || suites+=("$project")
done
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
