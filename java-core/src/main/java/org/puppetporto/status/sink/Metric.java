package org.puppetporto.status.sink;

import java.util.List;
import java.util.Locale;

/** Every metric of the textfile. Dashboards and alert rules in docs/monitoring are held against these. */
enum Metric {
  UP("Whether Porto could be asked at the last run."),
  LAST_RUN_TIMESTAMP_SECONDS("When status was last written, in seconds since 1970."),
  SINK_LAST_SUCCESS_TIMESTAMP_SECONDS("When a sink last took all it was told, in seconds since 1970.", "sink"),
  READY("Whether the daemon is ready.", "daemon"),
  RUNNING("Whether the daemon is running.", "daemon"),
  EXPECTED("Whether the daemon should be running: not removed, declared stopped or held.", "daemon"),
  STATUS("The daemon's status: 1 for the one it has.", "daemon", "status"),
  INFO("Version and revision of the daemon.", "daemon", "version", "revision"),
  HELD("Whether the daemon is held by an operator.", "daemon", "kind"),
  PENDING("Whether a change waits for a restart.", "daemon"),
  CONDITION("Whether a condition is well; left out where it is not known.", "daemon", "condition"),
  PROBE("What the agent's probe says: 1 well, 0 ill; left out where it is not known.", "daemon", "probe"),
  UPTIME_SECONDS("Age of the daemon's process.", "daemon"),
  RESPAWNS_TOTAL("How often portod has started the container again.", "daemon"),
  RESTARTS_TOTAL("How often the daemon was started again for an update, by request or to bring it back.", "daemon"),
  CPU_USAGE_SECONDS_TOTAL("CPU time used.", "daemon"),
  CPU_WAIT_SECONDS_TOTAL("Time spent waiting for a CPU.", "daemon"),
  CPU_THROTTLED_SECONDS_TOTAL("Time spent throttled at cpu_limit.", "daemon"),
  MEMORY_USAGE_BYTES("Memory used, page cache included.", "daemon"),
  MEMORY_ANON_BYTES("Anonymous memory used.", "daemon"),
  MEMORY_LIMIT_BYTES("memory_limit; 0 when there is none.", "daemon"),
  MEMORY_GUARANTEE_BYTES("memory_guarantee.", "daemon"),
  OOM_KILLS_TOTAL("Tasks killed for want of memory since the start.", "daemon"),
  IO_READ_BYTES_TOTAL("Bytes read by device; hw is all disks, fs is through file systems.", "daemon", "device"),
  IO_WRITTEN_BYTES_TOTAL("Bytes written by device; hw is all disks, fs is through file systems.", "daemon", "device"),
  IO_OPERATIONS_TOTAL("Disk operations by device; hw is all disks, fs is through file systems.", "daemon", "device"),
  NET_BYTES_TOTAL("Bytes sent, by interface or traffic class.", "daemon", "interface"),
  NET_PACKETS_TOTAL("Packets sent, by interface or traffic class.", "daemon", "interface"),
  NET_DROPS_TOTAL("Packets dropped by traffic control, by interface or class.", "daemon", "interface"),
  NET_OVERLIMITS_TOTAL("Packets over the limit of traffic control, by interface or class.", "daemon", "interface"),
  NET_RECEIVE_DROPS_TOTAL("Packets dropped when received, by interface or group.", "daemon", "interface"),
  NET_TRANSMIT_DROPS_TOTAL("Packets dropped when sent, by interface or group.", "daemon", "interface"),
  THREADS("Threads of the daemon.", "daemon"),
  PROCESSES("Processes of the daemon.", "daemon");

  private static final String PREFIX = "porto_daemon_";
  private final String help;
  private final List<String> labels;

  Metric(String help, String... labels) {
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Its name as scraped. */
  String exposed() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  String help() {
    return help;
  }

  String type() {
    return name().endsWith("_TOTAL") ? "counter" : "gauge";
  }

  List<String> labels() {
    return labels;
  }
}
