# @summary An amount of CPU: cores as `1.5c`, or a share of all of the host's cores in percent.
type Porto::Cores = Variant[Numeric, Pattern[/\A\d+(\.\d+)?(c|ns)?\z/]]
