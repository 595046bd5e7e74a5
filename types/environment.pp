# @summary Variables by name, one without a value is unset; or NAME=value as a list or as Porto's text.
type Porto::Environment = Variant[
  String,
  Array[String[1]],
  Hash[String[1], Optional[Porto::Variable]]
]
