package org.puppetporto.agent.socket;

import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param name the user's, for others to read
 * @param root whether it is root, who may say for whom it speaks
 * @param refusal why it may not change; empty when it may
 */
public record Guest(String name, boolean root, Optional<String> refusal) {}
