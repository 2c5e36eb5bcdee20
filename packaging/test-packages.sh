#!/usr/bin/env bash
# Installs the packages of build/package in bare systems, lets an ordinary user there use them, and removes them again.
# The screen, the tests (tests/packages) and what watches are outside: inside is nothing but what the packages bring.
# As root on Debian, with debootstrap. Releases may be named, of Ubuntu with its mirror:
#   packaging/test-packages.sh forky
#   MIRROR=… packaging/test-packages.sh noble
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
package=$PWD/build/package
bare=$PWD/build/bare
releases=${*:-bookworm trixie}
own=home/visitor

[ "$(id -u)" = 0 ] || { echo "This needs root, to make bare systems with debootstrap." >&2; exit 1; }
command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | head -n 1)}

inside() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { inside su - visitor -c "$1"; }
quietly() { "$@" >"$bare/log" 2>&1 || { tail -n 20 "$bare/log" >&2; exit 1; }; }
fail() { echo "$1" >&2; exit 1; }

tests() { # FOLDER TESTS…: what is installed in the folder
    ACCORD_TREE=$tree ACCORD_PACKAGE=$1 packaging/with-screen.sh .venv/bin/python -m pytest -q "${@:2}"
}

# Everything named after it outside the person's home, and everything in there, folders that were always there aside.
left_in_system() { inside find / -xdev -iname '*accord*' -not -path '/home/*' -not -path '/tmp/given/*' -not -path '/var/log/*' | sort; }
left_at_home() { (cd "$tree/$own" && find . -type f -o -type l | sort); }
of_the_person='^\./\(\.bash.*\|\.profile\|\.cache/fontconfig/.*\|a page\.pdf\|\.local/share/accord/.*\)$'

finish() {
    for place in proc run dev/shm tmp/.X11-unix; do
        if mountpoint -q "$tree/$place"; then umount -l "$tree/$place"; fi
    done
}
trap finish EXIT

for release in $releases; do
    if [ ! -e "$bare/$release/$own" ]; then
        echo "== $release: making a bare system"
        tree=$bare/making
        rm -rf "$tree"
        mkdir -p "$bare"
        # A release that debootstrap does not know yet is made like the ones before it.
        script=/usr/share/debootstrap/scripts/$release
        [ -e "$script" ] || script=${script%/*}/$([ -n "${MIRROR:-}" ] && echo gutsy || echo sid)
        quietly debootstrap --variant=minbase "$release" "$tree" "$mirror" "$script"
        apt-config dump | grep -i '^Acquire::[^ ]*Proxy ' >"$tree/etc/apt/apt.conf.d/90proxy" || true
        quietly inside apt-get update
        quietly inside apt-get install -y --no-install-recommends xz-utils
        inside useradd -m -s /bin/sh visitor
        mv "$tree" "$bare/$release"
    fi
    tree=$bare/used
    rm -rf --one-file-system "$tree"
    cp -a "$bare/$release" "$tree"
    vault=$tree/$own/.local/share/accord/Vault
    mkdir -p -m 1777 /tmp/.X11-unix "$tree/tmp/.X11-unix"
    mkdir -p "$tree/tmp/given" "$tree/dev/shm"
    mount -t proc proc "$tree/proc"
    for place in run dev/shm; do mount -t tmpfs tmpfs "$tree/$place"; done
    mount --bind /tmp/.X11-unix "$tree/tmp/.X11-unix"
    cp "$package"/*.deb "$package"/*.tar.xz "$tree/tmp/given/"
    inside dpkg-query -W >"$bare/packages"
    left_in_system >"$bare/before"

    echo "== $release: the archive, where there is no graphical system"
    as_user "mkdir -p unpacked && tar xJf /tmp/given/*.tar.xz -C unpacked && unpacked/accord-*/install"
    said=$(as_user "DISPLAY=:0 .local/bin/accord 2>&1") && fail "It started without its libraries."
    case $said in *"is missing on this computer."*) ;; *) fail "It did not say which library is missing: $said" ;; esac

    echo "== $release: the package alone"
    quietly inside sh -c 'apt-get install -y --no-install-recommends /tmp/given/*.deb'
    as_user "/usr/bin/accord --version"
    ran=$(inside find /var/lib/dpkg/info -name 'accord.p*')
    [ -z "$ran" ] || fail "It ran scripts of its own: $ran"
    tests /usr/lib/accord tests/packages --ignore tests/packages/test_wheel.py
    quietly inside apt-get purge -y accord
    left_in_system | diff "$bare/before" - || fail "The package left files behind."
    [ -f "$vault/keyring.json" ] || fail "The vault is gone."

    echo "== $release: the archive, without root"
    rm -r "$vault" "$tree/$own/a page.pdf"
    [ -f "$tree/$own/.local/share/applications/accord.desktop" ] || fail "It is not in the menu."
    tests "/$own/.local/lib/accord" tests/packages/test_first_evening.py
    as_user ".local/lib/accord/uninstall && rm -r unpacked"
    left_at_home | grep -v "$of_the_person" && fail "The archive left files behind."
    [ -f "$vault/keyring.json" ] || fail "The vault is gone."

    quietly inside apt-get autoremove --purge -y
    inside dpkg-query -W | diff "$bare/packages" - || fail "Packages are left that it brought along."
    finish
done
echo "All were installed, used and removed: $releases"
