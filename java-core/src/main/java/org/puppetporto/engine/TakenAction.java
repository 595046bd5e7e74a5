package org.puppetporto.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * One action, after it.
 *
 * @param daemon which daemon
 * @param revision the revision it was brought to; "" when it was to be removed
 * @param action the action's text
 * @param duration how long it took
 * @param failure why it failed; empty when it did not
 */
public record TakenAction(
    String daemon, String revision, String action, Duration duration, Optional<String> failure) {}
