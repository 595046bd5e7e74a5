package org.puppetporto.engine;

import java.util.SortedMap;

/**
 * One daemon as the front doors show it.
 *
 * @param ensure running, stopped or absent
 * @param version {@code meta.version} of its CURRENT revision; "" when not known
 * @param packages installed version of each package of its revision or definition
 * @param properties canonical read-back of each property of its revision or definition
 * @param revision the revision its container carries; "" without one
 * @param state Porto's word for its state, or "absent"
 * @param ready whether it is ready
 * @param managed whether we are its keeper: by label, or by the store
 * @param status CURRENT, REMOVED, FAILED, or "" when nothing is known of it
 */
public record Observed(
    String ensure,
    String version,
    SortedMap<String, String> packages,
    SortedMap<String, String> properties,
    String revision,
    String state,
    boolean ready,
    boolean managed,
    String status) {}
