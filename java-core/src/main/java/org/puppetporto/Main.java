package org.puppetporto;

public final class Main {
  public static void main(String[] args) {
    System.out.println("porto-daemon");
  }
}
