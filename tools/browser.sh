#!/usr/bin/env bash
# Make sure that a Chromium and a Java runtime are there for the tests; install Debian's if this machine allows it.
set -euo pipefail
. "$(dirname "$0")/debian.sh"

need=()
command -v "${CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
    || need+=(chromium fonts-dejavu-core)
command -v java >/dev/null || need+=(default-jre-headless)
[ ${#need[@]} -eq 0 ] && exit 0

OTHERWISE=", or set CHROMIUM to a browser" install_packages "${need[@]}"
