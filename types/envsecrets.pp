# @summary Secret environment variables by daemon.
type Porto::EnvSecrets = Hash[Porto::Name, Porto::EnvSecret]
