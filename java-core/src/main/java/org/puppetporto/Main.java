package org.puppetporto;

public final class Main {
  public static void main(String[] args) {
    System.out.println(org.puppetporto.porto.proto.ContainerRequest.getDefaultInstance().getSerializedSize());
  }
}
