# @summary The name of a deb package, with an architecture where it is needed.
type Porto::Package::Name = Pattern[/\A[a-z0-9][a-z0-9.+-]+(:[a-z0-9-]+)?\z/]
