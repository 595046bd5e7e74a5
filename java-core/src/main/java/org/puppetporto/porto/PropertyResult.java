package org.puppetporto.porto;

/**
 * One property of one container in a batch answer.
 *
 * @param value the value read; "" when there is an error
 * @param error {@link ErrorCode#SUCCESS}, or why there is no value
 * @param message portod's message for the error, verbatim
 */
public record PropertyResult(String value, ErrorCode error, String message) {
  public boolean ok() {
    return error == ErrorCode.SUCCESS;
  }
}
