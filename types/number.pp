# @summary A number, also as text.
type Porto::Number = Variant[Numeric, Pattern[/\A\d+(\.\d+)?\z/]]
