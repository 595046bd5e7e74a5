package org.puppetporto.engine;

/**
 * One way in which a daemon is not as declared.
 *
 * @param aspect which part of the resource differs
 * @param path what differs, such as {@code properties.memory_limit} or {@code packages.nginx}
 * @param was the observed value in canonical form, "(unset)", "(missing)"
 * @param becomes the declared value in canonical form; secrets are redacted in both
 * @param disruption what bringing it about does to the running process
 */
public record Difference(Aspect aspect, String path, String was, String becomes, Disruption disruption) {
  /** The parts of the resource, as Puppet's properties are named. */
  public enum Aspect { ENSURE, VERSION, PACKAGES, PROPERTIES, ENV_SECRET, HEALTH }

  /** The text of events, noop and the command line: {@code properties.cpu_limit: 2c -> 3c (live)}. */
  public String text() {
    return path + ": " + was + " -> " + becomes + (disruption == Disruption.NONE ? "" : " (" + effect() + ")");
  }

  /** What disrupts by way of ensure alone ends the process, and starts none. */
  private String effect() {
    return aspect == Aspect.ENSURE && disruption == Disruption.RESTART ? Disruption.STOP : disruption.word();
  }

  /** The same, without disruption. */
  Difference undisruptive() {
    return new Difference(aspect, path, was, becomes, Disruption.NONE);
  }
}
