#!/usr/bin/env bash
# Installs the packages of build/package in bare systems, starts them as an ordinary user, and removes them again.
# As root on Debian, with debootstrap. Release names may be given: test-packages.sh bookworm trixie
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
package=$PWD/build/package
bare=$PWD/build/bare
releases=${*:-bookworm trixie}

[ "$(id -u)" = 0 ] || { echo "This needs root, to make bare systems with debootstrap." >&2; exit 1; }
command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null

own=/home/visitor
inside() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { inside su - visitor -c "$1"; }
# The whole self-check: a vault is made, every page is visited, a page is set for the printer.
check() { as_user "cd && xvfb-run -a -s '-screen 0 1366x768x24 -nolisten tcp' $1 --demo --self-check"; }
left_behind() { inside find / -xdev \( -iname '*accord*' \) -not -path '/proc/*' -not -path '/tmp/given/*' -not -path '/var/log/*' -not -path '*/x11-common*'; }

finish() { for place in proc dev/shm; do mountpoint -q "$tree/$place" && umount -l "$tree/$place"; done; true; }

for release in $releases; do
    tree=$bare/$release
    if [ ! -x "$tree/usr/bin/apt-get" ]; then
        rm -rf "$tree"
        mkdir -p "$bare"
        echo "== $release: making a bare system"
        debootstrap --variant=minbase "$release" "$tree" >"$bare/$release.log" 2>&1 || { tail -5 "$bare/$release.log"; exit 1; }
        inside apt-get install -y -qq --no-install-recommends xvfb xauth >/dev/null 2>&1
        inside useradd -m -s /bin/sh visitor
    fi
    trap finish EXIT
    mount -t proc proc "$tree/proc"
    mkdir -p "$tree/tmp/given" "$tree/dev/shm"
    mount -t tmpfs tmpfs "$tree/dev/shm"
    cp "$package"/*.deb "$package"/*.tar.xz "$tree/tmp/given/"
    left_behind | sort >"$bare/before"

    echo "== $release: the package alone"
    inside sh -c 'apt-get install -y -qq --no-install-recommends /tmp/given/*.deb' >"$bare/$release-install.log" 2>&1 ||
        { tail -5 "$bare/$release-install.log"; exit 1; }
    as_user "accord --version"
    check accord
    inside apt-get purge -y -qq accord >/dev/null 2>&1
    left_behind | grep -v "^$own/" | sort | diff "$bare/before" - ||
        { echo "The package left files behind." >&2; exit 1; }

    echo "== $release: the archive, without root"
    as_user "tar xJf /tmp/given/*.tar.xz && accord-*/install && rm -r accord-*"
    check .local/bin/accord
    as_user ".local/lib/accord/uninstall"
    left_behind | grep -v -e "^$own/.config/" -e "^$own/.cache/" -e "^$own/.local/share/accord" |
        sort | diff "$bare/before" - || { echo "The archive left files behind." >&2; exit 1; }
    as_user "rm -rf .config .cache .local"
    finish
done
echo "All installed, started and were removed: $releases"
