package org.puppetporto.embedded;

/**
 * Sees every request of an endpoint, by its name in Porto's protocol: {@code setProperty}, {@code
 * CreateFromSpec}, {@code stop} and so on. Called on the connection's thread, so a listener that sleeps or
 * blocks holds up that client alone. What it returns decides what happens next.
 */
public interface RequestListener {
  /** Before the request is carried out. {@link Fault#drop()} here loses the request. */
  default Fault before(String request, boolean mutating) {
    return Fault.none();
  }

  /** After the request was carried out. {@link Fault#drop()} here loses the answer. */
  default Fault after(String request, boolean mutating) {
    return Fault.none();
  }
}
