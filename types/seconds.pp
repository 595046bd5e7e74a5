# @summary A time in seconds, at most a day.
type Porto::Seconds = Variant[Integer[0, 86400], Float[0.0, 86400.0]]
