# @summary A time in seconds.
type Porto::Duration = Numeric
