# shellcheck shell=bash
# The demo's .debs and the apt source that offers them. Sourced after settings.sh.

# Builds a package: name, version, architecture. Prints the .deb's path.
build_deb() {
  local name=$1 version=$2 architecture=$3 source=$ROOT/bin/lib/demo/packages/$1 tree=$DEMO/apt/build/$1_$2
  mkdir -p "$tree/DEBIAN"
  fill_in "$source/control" >"$tree/DEBIAN/control"
  case $name in
    "$CORE_PACKAGE")
      mkdir -p "$tree/usr/bin"
      gcc -Wall -O1 -DVERSION="\"$version\"" -o "$tree$CLIENT" "$source/juggler-client.c"
      ;;
    "$CONFIG_PACKAGE")
      mkdir -p "$tree/etc/juggler"
      cp "$source/client.conf" "$tree/etc/juggler/client.conf"
      echo /etc/juggler/client.conf >"$tree/DEBIAN/conffiles"
      ;;
  esac
  maintainer_scripts
  dpkg-deb --build --root-owner-group "$tree" "$DEMO/apt/pool/${name}_${version}_$architecture.deb"
}

# Fills the placeholders of a template; reads build_deb's variables.
fill_in() {
  sed -e "s|@PACKAGE@|$name|g" -e "s|@VERSION@|$version|g" -e "s|@ARCHITECTURE@|$architecture|g" \
    -e "s|@SCRIPT@|${script:-}|g" -e "s|@LOG@|$MAINTAINER_LOG|g" "$1"
}

# Every script notes HOSTMAN; the package's own postinst follows where there is one.
maintainer_scripts() {
  local script
  for script in preinst postinst prerm postrm; do
    {
      echo '#!/bin/sh'
      fill_in "$source/../maintainer-script"
      [[ ! -f $source/$script ]] || fill_in "$source/$script" | tail -n +2
    } >"$tree/DEBIAN/$script"
    chmod 0755 "$tree/DEBIAN/$script"
  done
}

# An apt of its own: one source, own lists, cache and logs. dpkg and its database are the machine's.
make_apt_source() {
  mkdir -p "$DEMO/apt/sources.list.d" "$DEMO/apt/lists/partial" "$DEMO/apt/cache/archives/partial" "$DEMO/apt/log"
  cat >"$DEMO/apt/apt.conf" <<EOT
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$DEMO/apt/sources.list.d";
Dir::State::Lists "$DEMO/apt/lists";
Dir::Cache "$DEMO/apt/cache";
Dir::Log "$DEMO/apt/log";
EOT
  echo "deb [trusted=yes] copy:$DEMO/apt/pool ./" >"$DEMO/apt/sources.list.d/demo.list"
  index_packages
}

# What a repository does when a package is published.
index_packages() {
  (cd "$DEMO/apt/pool" && dpkg-scanpackages --multiversion . >Packages 2>/dev/null)
}
