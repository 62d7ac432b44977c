#!/usr/bin/env bash
# A native TimescaleDB without Docker, for tests and benchmarks: PostgreSQL 17 out of Debian 13's
# packages, unpacked into a folder of its own and run in a chroot. It needs root and about 500 MB,
# and installs nothing on the machine. The packages are the Apache build: hypertables and
# time_bucket, but no compression, continuous aggregates or policies.
#
#   timescale-native.sh start   prints the connection URL once the server answers
#   timescale-native.sh stop
#   timescale-native.sh wipe    stops it and forgets its data; the packages stay
#
# TIMESCALE_HOME  its folder (.cache/timescale-native)
# TIMESCALE_PORT  its port on 127.0.0.1 (55433)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=${TIMESCALE_HOME:-$here/../.cache/timescale-native}
port=${TIMESCALE_PORT:-55433}
mkdir -p "$home"
home=$(cd "$home" && pwd)
root=$home/root
bin=/usr/lib/postgresql/17/bin
data=/var/lib/postgresql/data
# PostgreSQL refuses to run as root. Nobody else on the machine has this number.
user=26173
url=postgres://postgres@127.0.0.1:$port/postgres

fail() {
  echo "timescale-native: $*" >&2
  exit 1
}

inside() {
  chroot --userspec="$user:$user" "$root" "$@"
}

install_packages() {
  [ -e "$home/installed" ] && return
  [ "$(id -u)" = 0 ] || fail "a chroot needs root"
  echo "timescale-native: fetching PostgreSQL 17 and TimescaleDB" >&2
  rm -rf "$root"
  "$here/debian-unpack.sh" trixie "$root" --with-dependencies postgresql-17-timescaledb dash coreutils
  # Debian's base system lays these down, not its packages.
  local merged device
  for merged in bin sbin lib lib64; do
    [ -e "$root/$merged" ] || ln -s "usr/$merged" "$root/$merged"
  done
  [ -e "$root/bin/sh" ] || ln -s dash "$root/bin/sh"
  mkdir -p "$root"/{etc,tmp,dev/shm,var/lib/postgresql}
  chmod 1777 "$root/tmp" "$root/dev/shm"
  for device in null:3 zero:5 random:8 urandom:9; do
    mknod -m 666 "$root/dev/${device%:*}" c 1 "${device#*:}"
  done
  echo "postgres:x:$user:$user::/var/lib/postgresql:/bin/sh" >"$root/etc/passwd"
  echo "postgres:x:$user:" >"$root/etc/group"
  chown "$user:$user" "$root/var/lib/postgresql"
  touch "$home/installed"
}

create_cluster() {
  [ -e "$root$data/PG_VERSION" ] && return
  inside "$bin/initdb" -D "$data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  cat >>"$root$data/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_preload_libraries = 'timescaledb'
timescaledb.telemetry_level = off
shared_buffers = 512MB
max_wal_size = 2GB
max_connections = 200
# the chroot has no /dev/shm of its own
dynamic_shared_memory_type = mmap
CONF
}

is_running() {
  inside "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1
}

# A server that was just killed still counts as running until its parent has taken note.
answers() {
  inside "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
}

case ${1:-} in
  start)
    install_packages
    create_cluster
    if ! answers; then
      inside "$bin/pg_ctl" -D "$data" -o "-p $port" -l /var/lib/postgresql/log -w -t 60 start \
        >/dev/null </dev/null || {
        tail -n 5 "$root/var/lib/postgresql/log" >&2
        fail "the server did not start on port $port (TIMESCALE_PORT)"
      }
    fi
    echo "$url"
    ;;
  stop) if [ -e "$home/installed" ] && is_running; then inside "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null; fi ;;
  wipe)
    "$0" stop
    rm -rf "${root:?}$data"
    ;;
  *)
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
    ;;
esac
