package org.puppetporto.engine;

import java.time.Instant;

/**
 * What somebody did to a daemon.
 *
 * @param at when it ended
 * @param who a user's name, or the door that acted by itself, such as {@code puppet}
 * @param what apply, adopt, remove, purge, update, rollback, restart, start, stop, retry, boot, maintenance on or
 *     maintenance off
 * @param why the words given with it; what differed where none were given; may be ""
 * @param revision the revision it was brought to; "" where that does not matter
 * @param failure why it failed; "" when it did not
 */
public record Deed(Instant at, String who, String what, String why, String revision, String failure) {}
