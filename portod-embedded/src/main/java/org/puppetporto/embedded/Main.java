package org.puppetporto.embedded;

public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("portod-embedded");
  }
}
