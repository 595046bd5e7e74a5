# @summary Secret environment variables by name.
type Porto::EnvSecret = Hash[Pattern[/\A[A-Za-z_][A-Za-z0-9_]*\z/], Porto::Variable]
