# @summary A list, also in the text form that Porto takes.
type Porto::List = Variant[String, Array[Porto::Text]]
