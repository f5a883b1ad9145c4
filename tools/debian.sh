# Sourced by the scripts that make sure that a program is there: install Debian's packages if this machine allows it, or say
# what is needed; OTHERWISE is what else would do.

install_packages() {
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $* ..."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "The tests need $*: install them (Debian: sudo apt install $*)${OTHERWISE:-}." >&2
        return 1
    fi
}
