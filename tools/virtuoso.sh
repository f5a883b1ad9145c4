#!/usr/bin/env bash
# Make sure that a Virtuoso is there for the tests of another engine; install Debian's if this machine allows it.
# Nothing is started: the tests start their own, in a directory of their own.
set -euo pipefail
. "$(dirname "$0")/debian.sh"

command -v virtuoso-t >/dev/null && exit 0

install_packages virtuoso-opensource-7 virtuoso-opensource-7-bin
