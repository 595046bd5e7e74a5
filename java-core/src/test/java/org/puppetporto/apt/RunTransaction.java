package org.puppetporto.apt;

/** A process of its own that installs a package, for tests that kill it. */
final class RunTransaction {
  private RunTransaction() {}

  public static void main(String[] args) throws AptException {
    new AptGet(AptSettings.of(System.getenv())).run(Transactions.install(args), p -> { });
  }
}
