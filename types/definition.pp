# @summary A daemon in the form of a definition file.
type Porto::Definition = Struct[{
    Optional[ensure] => Porto::Ensure,
    Optional[meta]   => Porto::Meta,
    Optional[spec]   => Porto::Spec,
}]
