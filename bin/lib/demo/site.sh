# shellcheck shell=bash
# The demo's Puppet site: a control repository as a site has one, with a Hiera hierarchy of two levels.
# Sourced after run.sh.

make_site() {
  SITE=$DEMO/puppet/code/environments/production
  mkdir -p "$SITE/modules" "$SITE/manifests" "$SITE/data/nodes" "$DEMO/definitions"
  ln -s "$ROOT" "$SITE/modules/porto"
  cat >"$DEMO/puppet/puppet.conf" <<EOT
[main]
certname = demo
codedir = $DEMO/puppet/code
vardir = $DEMO/puppet/var
logdir = $DEMO/puppet/log
rundir = $DEMO/puppet/run
ssldir = $DEMO/puppet/ssl
reports = none
color = false
EOT
  cat >"$SITE/hiera.yaml" <<'EOT'
version: 5
defaults:
  datadir: data
  data_hash: yaml_data
hierarchy:
  - name: this host
    path: "nodes/%{trusted.certname}.yaml"
  - name: all hosts
    path: common.yaml
  - name: this demo, which leaves the machine as it was
    path: demo.yaml
EOT
  cat >"$SITE/data/demo.yaml" <<'EOT'
porto::manage_java: false
porto::manage_boot: false
porto::command: false
EOT
  echo 'include porto' >"$SITE/manifests/site.pp"
}

# The word of one host: what stdin says, on top of common.yaml.
this_host() {
  cat >"$SITE/data/nodes/demo.yaml"
  sed 's/^/    /' "$SITE/data/nodes/demo.yaml"
}
