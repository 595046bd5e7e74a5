package org.puppetporto.engine;

/**
 * What an execution works with.
 *
 * @param ports what the engine works on
 * @param sight what its door knows
 * @param planning how differences become actions
 * @param downloads of the whole run
 */
record Works(Ports ports, Sight sight, Planning planning, Downloads downloads) {}
