# @summary A number, also as text.
type Porto::Number = Variant[Integer[0], Float[0.0], Pattern[/\A\d+(\.\d+)?\z/]]
