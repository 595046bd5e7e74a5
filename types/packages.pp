# @summary The packages of a daemon: a map of name to version, or a list of name and version.
type Porto::Packages = Variant[
  Hash[Porto::Package::Name, Porto::Package::Version],
  Array[Porto::Package]
]
