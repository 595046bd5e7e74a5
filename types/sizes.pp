# @summary Sizes by name, also in the text form that Porto takes.
type Porto::Sizes = Variant[String, Hash[String[1], Porto::Size]]
