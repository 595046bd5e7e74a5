# @summary A time in seconds.
type Porto::Seconds = Numeric
