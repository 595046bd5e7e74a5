package org.puppetporto.porto;

import org.puppetporto.porto.transport.Dialer;

/** The two transports, for tests that run over both. */
public enum Transport {
  JDK, JNR;

  public Dialer dialer() {
    return this == JDK ? Dialer.jdk() : Dialer.jnr();
  }
}
