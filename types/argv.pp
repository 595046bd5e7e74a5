# @summary A command and its arguments, each passed on as it is; or a text that Porto splits into words.
type Porto::Argv = Variant[Array[Porto::Text, 1], String[1]]
