#!/usr/bin/env bash
# Unpacks packages of a chosen Debian release into a folder, without installing anything: apt runs
# with lists of its own and believes that nothing is installed.
#
#   debian-unpack.sh RELEASE FOLDER [--with-dependencies] PACKAGE...
#
# The mirror is the one this machine's apt uses. Works on Debian and its descendants with dpkg.
set -euo pipefail

release=$1
folder=$2
shift 2
with_dependencies=no
if [ "$1" = --with-dependencies ]; then
  with_dependencies=yes
  shift
fi

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  grep -vE '^[[:space:]]*#' | grep -oE 'https?://[^ ]+/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]') || true
if [ -z "$mirror" ] || [ ! -e "$keyring" ]; then
  echo "debian-unpack: this machine's apt knows no Debian mirror" >&2
  exit 1
fi

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
mkdir -p "$state/lists/partial" "$state/archives/partial"
: >"$state/status"
echo "deb [signed-by=$keyring] $mirror $release main" >"$state/sources.list"

apt() {
  apt-get -qq \
    -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$state/lists" -o Dir::State::status="$state/status" \
    -o Dir::Cache="$state" -o APT::Sandbox::User="$(id -un)" \
    -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Acquire::Retries=2 "$@"
}

apt update
if [ $with_dependencies = yes ]; then
  apt install -y --no-install-recommends --download-only "$@" >/dev/null
else
  (cd "$state/archives" && apt download "$@")
fi
mkdir -p "$folder"
for package in "$state"/archives/*.deb; do
  dpkg -x "$package" "$folder"
done
