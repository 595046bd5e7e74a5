# @summary The `spec` of a definition.
type Porto::Spec = Struct[{
    Optional[properties] => Porto::Properties,
    Optional[packages]   => Porto::Packages,
    Optional[env_secret] => Porto::EnvSecret,
    Optional[policy]     => Porto::Policy,
    Optional[health]     => Porto::Health,
}]
