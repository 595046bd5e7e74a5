#!/bin/sh
# Starts a program as process 1 of a directory tree, in namespaces of its own.
#
#   machine.sh ROOT CGROUP PROGRAM...
#
# With a CGROUP, below which the tree's own cgroups lie, the program may be systemd.
set -eu
root=$1 group=$2
shift 2

hierarchies() {
  for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    [ ! -e "$tree/cgroup.procs" ] || echo "$tree"
  done
}

if [ -n "$group" ]; then
  for tree in $(hierarchies); do
    mkdir -p "$tree/$group"
    echo $$ >"$tree/$group/cgroup.procs"
  done
fi

# shellcheck disable=SC2016
exec unshare --mount --pid --fork --uts --ipc --cgroup --kill-child sh -euc '
  root=$1 group=$2
  shift 2
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount -t tmpfs tmpfs "$root/run"
  if [ -n "$group" ] && [ -e /sys/fs/cgroup/cgroup.procs ]; then
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  elif [ -n "$group" ]; then
    mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
    mkdir "$root/sys/fs/cgroup/systemd" "$root/sys/fs/cgroup/unified"
    mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
  fi
  exec chroot "$root" env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
' sh "$root" "$group" "$@"
