# @summary A deb package pinned to a version.
type Porto::Package = Struct[{
    name    => Porto::Package::Name,
    version => Porto::Package::Version,
}]
