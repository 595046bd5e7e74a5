# @summary How one knows that a daemon is well, and how it is restarted when it is not. No part of it is in the revision.
type Porto::Health = Struct[{
    Optional[liveness]            => Porto::Probe,
    Optional[readiness]           => Porto::Probe,
    Optional[restart_files]       => Array[Pattern[/\A\/./]],
    Optional[restart_backoff]     => Porto::Seconds,
    Optional[restart_backoff_max] => Porto::Seconds,
    Optional[restarts_per_hour]   => Integer[1, 1000],
}]
