# shellcheck shell=bash
# What bin/test runs, one function each; they succeed or fail, and show their tools' own output. Sourced.

maven_verify() {
  mvn -B -ntp -f "$ROOT/pom.xml" verify </dev/null
}

# The reactor's modules with Java tests, without the slow ones, and without the JRuby specs.
maven_fast() {
  mvn -B -ntp -f "$ROOT/pom.xml" -pl portod-embedded,java-core test -DexcludedGroups=slow </dev/null
}

# The core must be there: specs of the provider talk to it.
specs_on_mri() {
  build_core_when_stale
  (cd "$ROOT" && rspec --format progress)
}

# A real puppet apply over a Porto endpoint and real packages, in places of their own: so files can run side by side,
# as many as there are processors, the long ones first. What each prints comes in one piece.
acceptance() {
  build_modules portod-embedded puppet-module &&
    (cd "$ROOT" && find spec/acceptance -name '*_spec.rb' -printf '%s %p\0' | sort -znr | cut -zd ' ' -f 2 |
      xargs -0 -r -n 1 -P "$(nproc)" "$ROOT/bin/lib/rspec_in_one_piece.sh")
}

# REFERENCE.md is what puppet-strings makes of the sources, and nothing in them is undocumented.
reference_is_current() {
  local made status=0
  made=$(mktemp)
  (cd "$ROOT" && puppet strings generate --format markdown --out "$made") 2>&1 | grep -E '^\[(warn|error)\]' && status=1
  diff -u "$ROOT/REFERENCE.md" "$made" || status=1
  rm -rf "$made" "$ROOT/.yardoc"
  [[ $status -eq 0 ]] && good "REFERENCE.md"
}

tracked() {
  git -C "$ROOT" ls-files -z -- "$@"
}

puppet_syntax() {
  tracked '*.pp' ':!plans' | xargs -0 -r puppet parser validate --color false &&
    tracked 'plans/*.pp' | xargs -0 -r puppet parser validate --tasks --color false &&
    tracked '*.epp' | xargs -0 -r puppet epp validate --color false &&
    tracked '*.json' ':!java-core/src/test' | xargs -0 -r -n 1 ruby -rjson -e 'JSON.parse(File.read(ARGV[0]))' &&
    tracked '*.rb' | xargs -0 -r -n 1 ruby -c >/dev/null &&
    tracked '*.yaml' '*.yml' ':!java-core/src/test' | xargs -0 -r -n 1 ruby -ryaml -e 'YAML.parse_file(ARGV[0])' &&
    server_syntax &&
    good "$(tracked '*.pp' '*.rb' '*.yaml' '*.yml' ':!*/src/test/*' | tr -cd '\0' | wc -c) manifests, Ruby and YAML files parse"
}

# What a puppetserver may load, read by the JRuby that it runs.
server_syntax() {
  (cd "$ROOT" && git ls-files -z 'lib/*.rb' | xargs -0 -r jruby --dev bin/lib/parse_on_server.rb)
}

lint_manifests() {
  (cd "$ROOT" && tracked '*.pp' | xargs -0 -r puppet-lint) &&
    good "$(tracked '*.pp' | tr -cd '\0' | wc -c) manifests"
}

lint_metadata() {
  metadata-json-lint "$ROOT/metadata.json" && good metadata.json
}

lint_scripts() {
  local scripts
  mapfile -t scripts < <(cd "$ROOT" && git ls-files bin .ci | xargs grep -lE '^#!/bin/bash|^# shellcheck shell=bash')
  (cd "$ROOT" && shellcheck "${scripts[@]}") && good "${#scripts[@]} scripts"
}

check_documentation() {
  build_core_when_stale
  ruby "$ROOT/bin/lib/docs_check.rb" "$ROOT"
}

# The program that Prometheus itself reads metrics and rules with. Its package would start a server when installed,
# so it is only unpacked, into the directory $1.
promtool_in() {
  if command -v promtool; then
    return
  fi
  (cd "$1" && apt-get -q download prometheus && dpkg-deb --extract prometheus_*.deb .) >&2 &&
    echo "$1/usr/bin/promtool"
}

# The textfile as tests hold it, and the alert rules with what they fire on.
check_monitoring() {
  local scratch promtool textfile status=0
  scratch=$(mktemp -d)
  if promtool=$(promtool_in "$scratch"); then
    for textfile in "$ROOT"/java-core/src/test/resources/org/puppetporto/status/sink/*.prom; do
      "$promtool" check metrics <"$textfile" || status=1
    done
    "$promtool" check rules "$ROOT/docs/monitoring/alerts.yaml" || status=1
    "$promtool" test rules "$ROOT/spec/monitoring/alerts_test.yaml" || status=1
  else
    status=1
  fi
  rm -rf "$scratch"
  [[ $status -eq 0 ]] && good "promtool accepts textfile and rules"
}
