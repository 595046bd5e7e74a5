# shellcheck shell=bash
# Building the two jars from the checkout. Sourced after say.sh; ROOT is the checkout.

CORE_JAR=$ROOT/lib/java/porto-daemon-core.jar
EMBEDDED_JAR=$ROOT/portod-embedded/target/portod-embedded-0.1.0-all.jar

# Whether the jar $1 is missing, or older than any source file of the Maven modules that follow.
stale() {
  local jar=$1 module sources=("$ROOT/pom.xml")
  shift
  for module in "$@"; do
    sources+=("$ROOT/$module/pom.xml" "$ROOT/$module/src/main")
  done
  [[ ! -s $jar || -n $(find "${sources[@]}" -newer "$jar" -print -quit 2>/dev/null) ]]
}

# Packages the Maven modules given without running their tests; silent unless it fails.
build_modules() {
  local modules log status=0
  modules=$(IFS=,; echo "$*")
  log=$(mktemp)
  (
    flock 9
    mvn -B -q -P bench -f "$ROOT/pom.xml" -pl "$modules" -am -DskipTests package </dev/null
  ) 9>"${TMPDIR:-/tmp}/puppet-porto-build-$(id -u).lock" >"$log" 2>&1 || status=$?
  [[ $status -eq 0 ]] || tail -n 40 "$log" >&2
  rm -f "$log"
  return "$status"
}

# Makes the core's jar current; says so on stderr when that takes a build.
build_core_when_stale() {
  if stale "$CORE_JAR" java-core puppet-module; then
    note "$(basename "$0"): building the core ($CORE_JAR is missing or older than its sources)" >&2
    build_modules puppet-module || fail "the build failed; see above, or run: mvn -pl puppet-module -am package"
  fi
}

BENCH_JAR=$ROOT/java-bench/target/java-bench-0.1.0-all.jar

# Makes the embedded endpoint and the JMH benchmarks current.
build_bench_when_stale() {
  if stale "$BENCH_JAR" java-core java-bench || stale "$EMBEDDED_JAR" portod-embedded; then
    note "$(basename "$0"): building the endpoint and the benchmarks" >&2
    build_modules java-bench portod-embedded || fail "the build failed; see above"
  fi
}
