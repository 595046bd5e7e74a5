# @summary A secret text, best given as Sensitive.
type Porto::Secret = Variant[String, Integer, Sensitive[Variant[String, Integer]]]
