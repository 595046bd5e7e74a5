package org.puppetporto.porto;

import java.time.Duration;
import org.puppetporto.porto.proto.SystemResponse;

/**
 * What the running portod says of itself.
 *
 * @param version Porto's version, such as {@code 5.3.59}
 * @param revision the commit it was built from
 * @param kernel the host's kernel
 * @param errors errors logged since start
 * @param warnings warnings logged since start
 * @param starts how often the server process was started by the master
 * @param uptime of the server process, in whole seconds
 * @param masterUptime of the master process, in whole seconds
 * @param frozen whether only root may change anything
 * @param containers how many there are
 * @param containerLimit how many there may be
 * @param running how many are running
 * @param volumes how many volumes there are
 * @param clients how many clients are connected
 * @param clientLimit how many may be
 */
public record SystemInfo(
    String version, String revision, String kernel, long errors, long warnings, long starts,
    Duration uptime, Duration masterUptime, boolean frozen, long containers, long containerLimit,
    long running, long volumes, long clients, long clientLimit) {
  static SystemInfo of(SystemResponse answer) {
    return new SystemInfo(answer.getPortoVersion(), answer.getPortoRevision(), answer.getKernelVersion(),
        answer.getErrors(), answer.getWarnings(), answer.getPortoStarts(),
        Duration.ofSeconds(answer.getPortoUptime()), Duration.ofSeconds(answer.getMasterUptime()),
        answer.getFrozen(), answer.getContainerCount(), answer.getContainerLimit(),
        answer.getContainerRunning(), answer.getVolumeCount(), answer.getClientCount(),
        answer.getClientMax());
  }
}
