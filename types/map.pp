# @summary Plain values by name, also in the text form that Porto takes.
type Porto::Map = Variant[String, Hash[String[1], Variant[Scalar, Deferred]]]
