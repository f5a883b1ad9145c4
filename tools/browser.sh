#!/usr/bin/env bash
# Make sure that a Chromium and a Java runtime are there for the tests; install Debian's if this machine allows it.
set -euo pipefail

need=()
command -v "${CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
    || need+=(chromium fonts-dejavu-core)
command -v java >/dev/null || need+=(default-jre-headless)
[ ${#need[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${need[*]} ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
else
    echo "The tests need ${need[*]}: install them (Debian: sudo apt install ${need[*]}), or set CHROMIUM to a browser." >&2
    exit 1
fi
