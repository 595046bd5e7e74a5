# @summary The `meta` of a definition.
type Porto::Meta = Struct[{
    Optional[kind]             => Enum['PortoDaemon'],
    Optional[version]          => Variant[String[1], Numeric],
    Optional[name]             => Porto::Name,
    Optional[delete_requested] => Variant[Boolean, Enum['true', 'false']],
}]
