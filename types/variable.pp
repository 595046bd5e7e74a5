# @summary The value of a variable; a secret one best given as Sensitive, or as Deferred, which keeps it out of the catalog, too.
type Porto::Variable = Variant[String, Integer, Sensitive[Variant[String, Integer]], Deferred]
