package org.puppetporto.engine;

import java.util.Optional;

/**
 * The slot of one execution: asked for before the first disruption, and held until the daemon is up again, be
 * it by a rollback, which nobody may refuse any more.
 */
final class HeldSlot implements AutoCloseable {
  /** Says whether the disruption may still begin. */
  @FunctionalInterface
  interface Gate {
    Gate OPEN = () -> { };

    void pass() throws EngineException;
  }

  private final SlotProvider provider;
  private Gate gate;
  private Optional<SlotProvider.Slot> slot = Optional.empty();

  HeldSlot(SlotProvider provider, Gate gate) {
    this.provider = provider;
    this.gate = gate;
  }

  /** @throws EngineException {@link Fault#REFUSED}: nothing is to be disrupted now */
  void take(String daemon) throws EngineException {
    gate.pass();
    if (slot.isEmpty()) {
      slot = Optional.of(provider.take(daemon));
    }
  }

  /** From here on a restart disrupts nothing that works. */
  void goingBack() {
    gate = Gate.OPEN;
  }

  @Override
  public void close() {
    slot.ifPresent(SlotProvider.Slot::close);
    slot = Optional.empty();
  }
}
