# shellcheck shell=bash
# What every script shares: where the checkout is, how it speaks, what it needs installed, how it builds.
# Sourced, never run. Everything it says goes to stderr, so that a script's stdout stays its own.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
CLI="$ROOT/src/NvScanner.Cli/bin/Release/net10.0/nvscanner.dll"
BUILD_STAMP="$ROOT/artifacts/release-build.stamp"
BUILD_LOG="$ROOT/artifacts/release-build.log"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DEBIAN_FRONTEND=noninteractive

say() { printf '%s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# shellcheck disable=SC2034 # used by those who source this
# What running needs, and what the tests need on top (readers of our files that are not ours).
RUN_PACKAGES=(libhdf5-103-1)
# shellcheck disable=SC2034
TEST_PACKAGES=(hdf5-tools python3-h5py python3-silx python3-numpy python3-scipy python3-lmfit python3-pil gwyddion xvfb
    lxi-tools python3-pyvisa-py python3-serial python3-zmq)

package_is_installed() {
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# install_packages NAME...: installs the Debian packages that are missing; does nothing when all are there.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "note: this is not a Debian system; these packages (or what they are called here) must be there: $*"
        return 0
    fi
    local missing=() package
    for package in "$@"; do
        package_is_installed "$package" || missing+=("$package")
    done
    (( ${#missing[@]} )) || return 0

    local as_root=()
    if [[ "$(id -u)" != 0 ]]; then
        { command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; } ||
            die "these packages are missing and neither root nor a sudo without password is at hand; run: sudo apt-get install ${missing[*]}"
        as_root=(sudo --non-interactive --preserve-env=DEBIAN_FRONTEND)
    fi
    mkdir -p "$ROOT/artifacts"
    local log="$ROOT/artifacts/packages.log"
    say "installing ${missing[*]} ..."
    { "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null ||
        { tail -n 15 "$log" >&2; die "apt-get could not install ${missing[*]}; the whole of what it said is in $log"; }
}

require_dotnet() {
    command -v dotnet >/dev/null ||
        die "the .NET SDK 10 is not installed; see https://dotnet.microsoft.com/download"
    # global.json asks for the version; dotnet explains itself when it has none that fits.
    (cd "$ROOT" && dotnet --version >/dev/null) || die "the .NET SDK that global.json asks for is not installed; see https://dotnet.microsoft.com/download"
}

# build TARGET: Release build of a project or the solution; one build at a time in a checkout.
build() {
    require_dotnet
    mkdir -p "$ROOT/artifacts"
    (
        flock 9
        dotnet build "$1" --configuration Release --nologo --verbosity quiet >"$BUILD_LOG" 2>&1 </dev/null ||
            { grep -E 'error|warning' "$BUILD_LOG" | sort -u | head -n 40 >&2; die "the build failed; the whole of it is in $BUILD_LOG"; }
    ) 9>"$ROOT/artifacts/build.lock"
}

# find_sources TEST...: the sources of the program; files only, for a build changes the times of the folders that bin and obj lie in.
find_sources() {
    (cd "$ROOT" && find src hardware-profiles Directory.Build.props Directory.Packages.props global.json \
        \( -name bin -o -name obj \) -prune -o -type f "$@" -print | LC_ALL=C sort)
}

# Whether a source was changed, added or removed since the last build; the stamp holds the list of what was built.
sources_are_newer() {
    [[ -f "$CLI" && -f "$BUILD_STAMP" ]] || return 0
    [[ "$(find_sources)" == "$(<"$BUILD_STAMP")" && -z "$(find_sources -newer "$BUILD_STAMP")" ]] && return 1
    return 0
}

# Builds the program when it is missing or older than its sources.
build_cli_when_needed() {
    sources_are_newer || return 0
    mkdir -p "$ROOT/artifacts"
    # The stamp takes the time at which the build began: what is saved meanwhile is newer than it.
    local began="$BUILD_STAMP.$$"
    find_sources >"$began"
    say "building NvScanner (Release) ..."
    build "$ROOT/src/NvScanner.Cli"
    mv "$began" "$BUILD_STAMP"
}
