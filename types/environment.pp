# @summary Variables by name; one without a value is unset. Also a list of NAME=value, or the text form that Porto takes.
type Porto::Environment = Variant[
  String,
  Array[String[1]],
  Hash[String[1], Optional[Porto::Text]]
]
