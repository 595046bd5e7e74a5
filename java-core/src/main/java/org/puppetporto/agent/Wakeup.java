package org.puppetporto.agent;

import java.nio.file.Path;

/** Why the loop looks up. Equal ones are one. */
sealed interface Wakeup {
  /** A container came into a state in which something may have to be done. */
  record ContainerChanged(String name) implements Wakeup {}

  /** Something in the definitions directory changed. */
  record DefinitionsChanged() implements Wakeup {}

  /** dpkg's status file was replaced. */
  record PackagesChanged() implements Wakeup {}

  /** Something happened to the jar that this agent runs from. */
  record CoreReplaced() implements Wakeup {}

  /** Something happened to the agent's own socket. */
  record SocketChanged() implements Wakeup {}

  /** A file that restarts a daemon was touched. */
  record TriggerTouched(Path file) implements Wakeup {}

  /** Time has come for a look at everything, or events may have been missed. */
  record Everything(String why) implements Wakeup {}

  /** A restart was asked for. */
  record RestartAsked(String daemon, String process, String reason) implements Wakeup {}
}
