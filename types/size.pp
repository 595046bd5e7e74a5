# @summary A size as Porto takes it: bytes, or a number with a suffix that counts in powers of 1024.
type Porto::Size = Variant[Integer[0], Pattern[/\A\d+(\.\d+)? ?([BKMGTPEbkmgtpe]([Bb]|iB)?)?\z/]]
