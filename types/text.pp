# @summary A text that arrives as it is written; a secret one given as Sensitive or Deferred.
type Porto::Text = Variant[String, Integer, Sensitive[String], Deferred]
