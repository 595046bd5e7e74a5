# @summary How a daemon's changes are carried out. No part of it is in the revision.
type Porto::Policy = Struct[{
    Optional[stop_timeout]      => Porto::Seconds,
    Optional[ready_timeout]     => Porto::Seconds,
    Optional[min_uptime]        => Porto::Seconds,
    Optional[rollback]          => Boolean,
    Optional[update_strategy]   => Enum['least_disruption', 'recreate'],
    Optional[restart_policy]    => Enum['now', 'window', 'pending', 'never'],
    Optional[restart_window]    => Porto::Window,
    Optional[unsupported]       => Enum['error', 'warn'],
    Optional[adopt]             => Boolean,
    Optional[purge_preexisting] => Boolean,
    Optional[allow_downgrade]   => Boolean,
    Optional[change_held]       => Boolean,
    Optional[conffiles]         => Enum['keep', 'replace'],
    Optional[suppress_services] => Boolean,
    Optional[syslog]            => Boolean,
}]
