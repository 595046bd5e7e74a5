# @summary A user or group: a name or a numeric id.
type Porto::Account = Variant[Integer[0], Pattern[/\A[^\s:]+\z/]]
