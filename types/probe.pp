# @summary One check of a daemon, made again and again: exactly one of `exec`, `tcp` and `http`.
type Porto::Probe = Struct[{
    Optional[exec]              => Array[Variant[String, Integer], 1],
    Optional[tcp]               => Variant[Porto::Port, Pattern[/\A\S+:\d{1,5}\z/]],
    Optional[http]              => Variant[Pattern[/\Ahttps?:\/\/\S+\z/], Porto::HttpCheck],
    Optional[initial_delay]     => Porto::Seconds,
    Optional[interval]          => Porto::Seconds,
    Optional[timeout]           => Porto::Seconds,
    Optional[success_threshold] => Integer[1, 1000],
    Optional[failure_threshold] => Integer[1, 1000],
}]
