package org.puppetporto.apt;

/** A package operation failed; the message is what one wants to read at 3 a.m., remedy included. */
public class AptException extends Exception {
  private static final long serialVersionUID = 1L;

  public enum Reason {
    /** Another process holds apt's or dpkg's lock. */
    LOCKED,
    /** No source has this version. */
    VERSION_UNKNOWN,
    PACKAGE_UNKNOWN,
    /** apt would take away a package that the transaction does not name. */
    REFUSED,
    /** A dependency cannot be satisfied, or apt found no solution. */
    UNRESOLVABLE,
    DOWNLOAD_FAILED,
    /** A maintainer script failed or dpkg stopped half-way. */
    DPKG_FAILED,
    NO_SPACE,
    /** dpkg was interrupted before and could not be repaired. */
    BROKEN,
    TIMEOUT,
    /** The tool itself is missing or its output was not understood. */
    TOOL
  }

  private final Reason reason;

  public AptException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public AptException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
