# @summary CPU power: cores such as 0.5c or 3c, or a bare number for percent of all of the host's cores.
type Porto::Cores = Variant[Integer[0], Float[0.0], Pattern[/\A\d+(\.\d+)?(c|ns)?\z/]]
