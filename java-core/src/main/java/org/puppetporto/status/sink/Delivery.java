package org.puppetporto.status.sink;

import java.util.Optional;

/**
 * What became of telling one sink.
 *
 * @param sink its name
 * @param problem why it did not take all; empty when it did
 */
public record Delivery(String sink, Optional<String> problem) {}
