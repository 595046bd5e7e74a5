# @summary A whole number, also as text.
type Porto::Whole = Variant[Integer, Pattern[/\A-?\d+\z/]]
