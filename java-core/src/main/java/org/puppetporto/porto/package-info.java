/**
 * The Porto wire client: protobuf messages over a unix socket. Start at {@link org.puppetporto.porto.Porto}.
 *
 * <p>One file per concept: {@code Request} says whether a request may be resent, {@code Link} keeps the
 * connection, {@code ...Calls} know the messages of one area, {@code Faults} words what went wrong.
 */
package org.puppetporto.porto;
