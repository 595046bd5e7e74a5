# @summary Restarts a daemon on one host after the other, and stops at the first that fails.
#
# @param targets
#   The hosts.
#
# @param daemon
#   The daemon.
#
# @param reason
#   Why, for others to read.
#
# @return [Hash]
#   What became of each host.
#
plan porto::rolling_restart(
  TargetSpec $targets,
  Porto::Name $daemon,
  String[1] $reason,
) {
  $hosts = get_targets($targets)

  $results = $hosts.map |$index, $host| {
    out::message("${daemon} on ${host.name} (${$index + 1} of ${hosts.length}): ${reason}")
    run_task('porto::restart', $host, 'name' => $daemon, 'reason' => $reason)

    $status = run_task('porto::status', $host, 'name' => $daemon).first.value
    $ready = $status.dig('portoDaemons', $daemon, 'ready')
    if $ready != true {
      $left = $hosts.length - $index - 1
      $message = "${daemon} is not ready on ${host.name}; ${left} hosts were left alone"
      fail_plan($message, 'porto/not-ready', $status)
    }
    [$host.name, $status['portoDaemons'][$daemon]]
  }

  return Hash($results)
}
