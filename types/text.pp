# @summary A text that arrives as it is written.
type Porto::Text = Variant[String, Integer, Deferred]
