# @summary A secret text, best given as Sensitive, or as Deferred, which keeps it out of the catalog as well.
type Porto::Secret = Variant[String, Integer, Sensitive[Variant[String, Integer]], Deferred]
