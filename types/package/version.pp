# @summary A version as Debian writes it. `latest` is none: it would differ from host to host.
type Porto::Package::Version = Pattern[/\A(\d+:)?\d[A-Za-z0-9.+~-]*\z/]
