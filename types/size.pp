# @summary A size: bytes, or a number with a unit that counts in powers of 1024, such as 512M, 2Gb or 1.5GiB.
type Porto::Size = Variant[
  Integer[0],
  Float[0.0],
  Pattern[/\A(-1|0[xX]\h+|\d+(\.\d+)? *([Bb]|[KMGTPEkmgtpe](b|B|iB)?)?)\z/]
]
