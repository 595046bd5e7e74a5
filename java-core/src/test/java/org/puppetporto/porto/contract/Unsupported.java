package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;

/** Skips a case that asks the embedded endpoint for something it says it does not do; portod never says so. */
final class Unsupported implements TestExecutionExceptionHandler {
  private static final String WORDS = "not supported by portod-embedded";

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
    if (thrown instanceof PortoException e) {
      skipIfSaidBy(e);
    }
    throw thrown;
  }

  static void skipIfSaidBy(PortoException e) {
    if (e.code() == ErrorCode.NOT_SUPPORTED && e.portoMessage().contains(WORDS)) {
      abort(e.portoMessage());
    }
  }
}
