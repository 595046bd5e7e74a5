# @summary A text that arrives as it is written; a secret one given as Sensitive.
type Porto::Text = Variant[String, Integer, Sensitive[String]]
