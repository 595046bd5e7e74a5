# @summary What a daemon is to be.
type Porto::Ensure = Enum['running', 'present', 'stopped', 'absent', 'purged']
