#!/bin/bash
# Runs one file of specs and prints all of its output when it is done, so that runs side by side do not mix.
set -euo pipefail

printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
status=0
rspec -O /dev/null --format progress "$1" >"$printed" 2>&1 </dev/null || status=1
flock "$0" cat "$printed"
exit "$status"
