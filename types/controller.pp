# @summary A cgroup controller.
#
# Made from the core's catalogue by puppet-module/src/jruby/write_types.rb.
type Porto::Controller = Enum[
  'freezer',
  'memory',
  'cpu',
  'cpuacct',
  'net_cls',
  'blkio',
  'devices',
  'hugetlb',
  'cpuset',
  'pids',
  'perf_event',
  'systemd',
  'cgroup2'
]
