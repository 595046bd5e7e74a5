package org.puppetporto.status.sink;

/** The configuration file is refused; the message names file, path, value and remedy. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
