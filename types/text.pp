# @summary A plain value; a secret one given as Sensitive.
type Porto::Text = Variant[Scalar, Sensitive[Scalar]]
