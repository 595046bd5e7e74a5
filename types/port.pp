# @summary A port's number.
type Porto::Port = Integer[1, 65535]
