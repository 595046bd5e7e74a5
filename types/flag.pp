# @summary Yes or no, as YAML or as Porto writes it.
type Porto::Flag = Variant[Boolean, Enum['true', 'false']]
