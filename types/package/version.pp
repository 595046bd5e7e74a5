# @summary A version as Debian writes it. `latest` is none: what runs would depend on when each host last looked.
type Porto::Package::Version = Pattern[/\A(\d+:)?\d[A-Za-z0-9.+~-]*\z/]
