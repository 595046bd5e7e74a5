package org.puppetporto.engine;

/** Grants restarts. The local one always does; fleet-wide governors plug in here. */
public interface SlotProvider {
  /** A granted slot, given back by closing it. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Asks for a slot, waiting as long as the provider sees fit.
   *
   * @throws EngineException {@link Fault#REFUSED} when none is granted, with who holds them
   */
  Slot take(String daemon) throws EngineException;

  /** Grants everything at once. */
  SlotProvider LOCAL = daemon -> () -> { };
}
