#!/usr/bin/env bash
# Make sure that a Virtuoso is there for the tests of another engine; install Debian's if this machine allows it.
# Nothing is started: the tests start their own, in a directory of their own.
set -euo pipefail

command -v virtuoso-t >/dev/null && exit 0

need=(virtuoso-opensource-7 virtuoso-opensource-7-bin)
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${need[*]} ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
else
    echo "The tests need ${need[*]}: install them (Debian: sudo apt install ${need[*]})." >&2
    exit 1
fi
