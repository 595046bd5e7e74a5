# shellcheck shell=bash
# Porto for the demo: the real one where there is one, else the embedded endpoint. Sourced after run.sh.

# Sets DEMO_SOCKET and REAL_PORTO.
choose_porto() {
  REAL_PORTO=''
  if [[ -n ${PORTO_SOCKET:-} ]]; then
    DEMO_SOCKET=$PORTO_SOCKET REAL_PORTO=yes
  elif [[ -S /run/portod.socket ]]; then
    DEMO_SOCKET=/run/portod.socket REAL_PORTO=yes
  else
    DEMO_SOCKET=$DEMO/portod.socket
  fi
}

portoctl() {
  PORTO_SOCKET=$DEMO_SOCKET perl "$ROOT/bin/lib/demo/portoctl.pl" "$@"
}

# In a session of its own: Ctrl-C must reach the demo, which then stops the endpoint in good order.
start_endpoint() {
  setsid "$ROOT/bin/portod-embedded" --socket "$DEMO_SOCKET" --dir "$DEMO/portod" >"$DEMO/portod.log" 2>&1 </dev/null &
  echo $! >"$DEMO/portod.pid"
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    portoctl list >/dev/null 2>&1 && return
    kill -0 "$(<"$DEMO/portod.pid")" 2>/dev/null || break
    sleep 0.1
  done
  cat "$DEMO/portod.log" >&2
  fail "the embedded endpoint did not come up on $DEMO_SOCKET"
}

destroy_containers() {
  [[ -e $DEMO/started-containers && -S ${DEMO_SOCKET:-} ]] || return 0
  portoctl destroy "$DAEMON" >/dev/null 2>&1 || true
}

stop_endpoint() {
  [[ -s $DEMO/portod.pid ]] || return 0
  local pid tries
  pid=$(<"$DEMO/portod.pid")
  kill "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}
