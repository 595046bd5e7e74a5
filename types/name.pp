# @summary A daemon's name, which is also its container's.
type Porto::Name = Pattern[/\A(?!self\z)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z/]
