package org.puppetporto.embedded.process;

/** Why a process could not be started: the kernel's errno (0 for none), at which step, with what. */
public final class LaunchFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final int errno;
  private final String step;
  private final String subject;

  LaunchFailure(int errno, String step, String subject) {
    super(step + " " + subject + ": " + Errors.text(errno));
    this.errno = errno;
    this.step = step;
    this.subject = subject;
  }

  public int errno() {
    return errno;
  }

  public String reason() {
    return Errors.text(errno);
  }

  public String step() {
    return step;
  }

  public String subject() {
    return subject;
  }
}
