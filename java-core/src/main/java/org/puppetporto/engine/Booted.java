package org.puppetporto.engine;

import java.util.Optional;

/**
 * What became of one daemon at boot.
 *
 * @param outcome what was reached; empty when it failed, or was removed meanwhile
 * @param failure why it failed; empty when it did not
 */
public record Booted(String name, Optional<Outcome> outcome, Optional<EngineException> failure) {}
