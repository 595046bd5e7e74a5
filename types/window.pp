# @summary A time of day from and to, in the host's zone; it may wrap midnight.
type Porto::Window = Pattern[/\A([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\z/]
