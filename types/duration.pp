# @summary A time as Porto takes it: with a unit, or a number of nanoseconds.
type Porto::Duration = Variant[Integer[0], Float[0.0], Pattern[/\A\d+(\.\d+)?(s|ms|us|ns)?\z/]]
