#!/usr/bin/env bash
# Sets up what the project needs and leaves alone what is already right:
#   setup.sh annex     .venv as requirements-annex.lock says: what building, preview and diff need, and the
#                      libraries with which WeasyPrint sets type
#   setup.sh           that, and the rest of requirements.lock: counting, solving, frames, and the checks
#   setup.sh browser   Chromium for the slow proofs; without it they are skipped, which is no failure
#   setup.sh spark     Spark in .venv, and Java for it; without it its proofs are skipped, the same
# Stops with exit code 2 and one sentence when something is missing that it may not install.
set -euo pipefail
unset CDPATH VIRTUAL_ENV PIP_CONSTRAINT PIP_PREFIX PIP_TARGET "${!PYTHON@}"
export PIP_USER=0 PIP_REQUIRE_HASHES=0
cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")"

readonly LIBRARIES=(libpangoft2-1.0-0 libharfbuzz-subset0)
readonly MAKES_ENVIRONMENTS="import ctypes, venv, ensurepip; ensurepip.version()" # not so without python3-venv
readonly ANNEX_STAMP=.venv/annex-complete
readonly STAMP=.venv/set-up-complete
readonly SPARK_STAMP=.venv/spark-complete
PIP=(.venv/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input)
APT=(apt-get --yes --quiet --quiet --no-install-recommends -o DPkg::Lock::Timeout=300)

trap 'exit 130' INT # in silence: who interrupts knows why

set_up_annex() {
    if [[ -n ${outdated-} ]] || ! is_complete "$ANNEX_STAMP" requirements-annex.lock; then
        # The stamps go first, so that a half-removed .venv never looks complete.
        rm -rf "$STAMP" "$ANNEX_STAMP" .venv || stop ".venv is somebody else's; ask an administrator to remove it."
        find_python_and_libraries
        make_environment
    elif ! libraries_load .venv/bin/python; then
        install_or_stop "${LIBRARIES[@]}"
    fi
}

set_up_all() {
    is_complete "$STAMP" requirements.lock || ! [[ -e $STAMP ]] || outdated=yes # what the lock lost must go
    set_up_annex
    is_complete "$STAMP" requirements.lock && return
    say "adding what counting, solving and the checks need (once; a minute or so)"
    install_locked requirements.lock "$STAMP"
}

claim_folder() {
    [[ -w . ]] || stop "this folder cannot be written to; make a copy of your own and run make there."
    wait_for_other_setups
}

wait_for_other_setups() { # a pip that outlives a killed set-up keeps the lock too
    exec 9>>requirements.lock
    flock --nonblock 9 || { say "waiting for another set-up in this folder"; flock 9; }
}

is_complete() { # of a stamp and its lock
    [[ -x .venv/bin/python ]] && wanted_state "$2" 2>/dev/null | cmp --silent - "$1"
}

wanted_state() { # the place and the Python of .venv, and all that says what of a lock belongs in it
    pwd
    .venv/bin/python -c 'import sys; print(sys.version_info[:2])'
    # The [tool] tables of pyproject.toml change nothing in .venv, but change often.
    awk '/^\[/ { keep = !/^\[+tool\./ } keep' pyproject.toml | cat - "$1" setup.sh | sha256sum
}

find_python_and_libraries() { # sets python
    local missing=()
    if ! python=$(first_python "$MAKES_ENVIRONMENTS"); then
        python=$(first_python 'pass') || stop "no Python 3.11 or later was found; ask your administrator for" \
            "'apt-get install python3 python3-venv' (Debian 12, Ubuntu 24.04 or later), then run make again."
        missing+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
    fi
    libraries_load "$python" || missing+=("${LIBRARIES[@]}")
    [[ ${#missing[@]} == 0 ]] && return
    install_or_stop "${missing[@]}"
    python=$(first_python "$MAKES_ENVIRONMENTS") ||
        stop "no Python here has ensurepip and ctypes; put Debian's own python3 first on PATH."
    libraries_load "$python" ||
        stop "$python does not load ${LIBRARIES[*]}; put Debian's own python3 first on PATH."
}

first_python() { # prints the first Python, 3.11 or later, that can run these lines
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -I -c "import sys; sys.version_info >= (3, 11) or sys.exit(1); $1" &>/dev/null || continue
        "$name" -I -c 'import sys; print(sys.executable)' && return
    done
    return 1
}

libraries_load() {
    "$1" -I -c 'import ctypes
for name in ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)' &>/dev/null
}

make_environment() {
    say "making .venv with $python (once; half a minute or so)"
    "$python" -m venv .venv
    install_locked requirements-annex.lock "$ANNEX_STAMP" # and ours, which needs what builds it
}

install_locked() { # what a lock names, and last its stamp: no stamp, no set-up
    wanted_state "$1" >"$2.new"
    "${PIP[@]}" install --require-hashes --no-deps --only-binary :all: --requirement "$1" ||
        stop "the packages of $1 were not installed (see above); check network and proxy."
    "${PIP[@]}" install --no-deps --no-build-isolation --editable .
    mv "$2.new" "$2"
}

install_or_stop() {
    install_packages "$@" || stop "this needs Debian packages that only an administrator can install: ask for" \
        "'sudo apt-get install --no-install-recommends $*', then run make again."
}

install_packages() { # the lists of apt are fetched only when they are absent or too old
    local as_root=()
    command -v apt-get >/dev/null || return 1
    if [[ $(id -u) != 0 ]]; then
        sudo -n true &>/dev/null || return 1
        as_root=(sudo -n)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/sbin:/sbin") # su keeps a PATH without sbin
    say "installing $*"
    ( # subshell: apt's own umask, no terminal to ask questions on, no hold on the lock
        umask 022 && exec </dev/null 9>&-
        "${as_root[@]}" "${APT[@]}" install "$@" &>/dev/null && exit
        "${as_root[@]}" "${APT[@]}" update || true # one broken source need not matter
        "${as_root[@]}" "${APT[@]}" install "$@" >/dev/null
    )
}

find_browser() {
    command -v chromium >/dev/null || install_packages chromium ||
        say "no Chromium, and it may not be installed here: the proofs in a browser will be skipped"
}

find_spark() {
    command -v java >/dev/null || install_packages default-jre-headless ||
        { say "no Java, and it may not be installed here: Spark cannot count here"; return; }
    wait_for_other_setups
    sha256sum requirements-spark.lock setup.sh | cmp --silent - "$SPARK_STAMP" && return
    say "installing Spark in .venv (once; fetches 430 MB)"
    if install_spark; then
        sha256sum requirements-spark.lock setup.sh >"$SPARK_STAMP"
    else
        say "Spark was not installed (see above): it cannot count here"
    fi
}

install_spark() { # Spark is published as an archive only, which setuptools must pack first
    local pip=("${PIP[@]}" install --require-hashes --no-deps --no-build-isolation)
    "${pip[@]}" --only-binary :all: --requirement <(sed -n '/^setuptools==/,/[^\\]$/p' requirements-spark.lock) &&
        "${pip[@]}" --only-binary :all: --no-binary pyspark --requirement requirements-spark.lock
}

say() { printf 'set-up: %s\n' "$*"; }
stop() { say "$@" >&2; exit 2; }

case ${1-} in
browser) find_browser ;;
spark) find_spark ;;
annex) claim_folder; set_up_annex ;;
*) claim_folder; set_up_all ;;
esac
