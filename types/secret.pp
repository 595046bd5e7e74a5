# @summary A secret text, best given as Sensitive.
type Porto::Secret = Variant[String, Sensitive[String]]
