# @summary A whole number, also as text.
type Porto::Count = Variant[Integer[0], Pattern[/\A\d+\z/]]
