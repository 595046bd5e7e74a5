package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

class ClientTest extends EndpointTest {
  private static final String RELAY =
      "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die;"
      + " local $/; print $s scalar <STDIN>; $s->flush; shutdown $s, 1; print scalar <$s>";

  @Test
  void servesAThousandClientsAtOnce() throws Exception {
    List<TestClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        clients.add(connect());
      }
      for (TestClient each : clients) {
        assertEquals("5.3.59", each.ok(r -> r.getVersionBuilder()).getVersion().getTag());
      }
    } finally {
      for (TestClient each : clients) {
        each.close();
      }
    }
    eventually(() -> portod.clients() == 1);
  }

  @Test
  void peersThatAreNeitherRootNorInGroupPortoOnlyRead() throws Exception {
    Process whoami = new ProcessBuilder("id", "-u").start();
    assumeTrue(new String(whoami.getInputStream().readAllBytes()).strip().equals("0"), "not run as root");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    client.create("a");
    Response read = asNobody(Request.newBuilder().setGetProperty(
        org.puppetporto.embedded.proto.ContainerGetPropertyRequest.newBuilder().setName("a")
        .setProperty("state"))
        .build());
    assertEquals("stopped", read.getGetProperty().getValue());
    Response write = asNobody(Request.newBuilder().setCreate(
        org.puppetporto.embedded.proto.ContainerCreateRequest.newBuilder().setName("b")).build());
    assertEquals(ErrorCode.PERMISSION, write.getError());
    assertEquals("Write access denied", write.getErrorMsg());
  }

  @Test
  void findsTheContainerOfAProcess() throws Exception {
    client.shell("a", "sleep 1000");
    int pid = Integer.parseInt(client.get("a", "root_pid"));
    assertEquals("a",
        client.ok(r -> r.getLocateProcessBuilder().setPid(pid).setComm("")).getLocateProcess().getName());
    assertEquals("/", client.ok(r -> r.getLocateProcessBuilder().setPid((int) ProcessHandle.current().pid())
        .setComm("")).getLocateProcess().getName());
    assertEquals("/x", client.ok(r -> r.getConvertPathBuilder().setPath("/x").setSource("a")
        .setDestination("self"))
        .getConvertPath().getPath());
  }

  @Test
  void comparesAndSetsLabels() throws Exception {
    client.create("a");
    var first = client.ok(r -> r.getSetLabelBuilder().setName("a").setLabel("TEST.x").setValue("1")
        .setPrevValue(""));
    assertEquals("stopped", first.getSetLabel().getState());
    var wrong = client.call(r -> r.getSetLabelBuilder().setName("a").setLabel("TEST.x").setValue("2")
        .setPrevValue("7"));
    assertEquals(ErrorCode.BUSY, wrong.getError());
    assertEquals("Container a label TEST.x is 1 not 7", wrong.getErrorMsg());
    client.ok(r -> r.getSetLabelBuilder().setName("a").setLabel("TEST.x").setValue("2").setPrevValue("1"));
    assertEquals(5, client.ok(r -> r.getIncLabelBuilder().setName("a").setLabel("TEST.x").setAdd(3))
        .getIncLabel()
        .getResult());
    var found = client.ok(r -> r.getFindLabelBuilder().setLabel("TEST.*").setValue("5")).getFindLabel();
    assertEquals("a", found.getList(0).getName());
    assertEquals(ErrorCode.INVALID_LABEL, client.trySet("a", "labels", "bad: x").getError());
  }

  @Test
  void listsWholeSpecifications() throws Exception {
    client.ok(r -> r.getCreateFromSpecBuilder().getContainerBuilder().setName("a").setMemoryLimit(1 << 30)
        .setCpuLimit(1.5).setRespawn(true).setEnv(org.puppetporto.embedded.proto.ContainerEnv.newBuilder()
            .addVar(org.puppetporto.embedded.proto.ContainerEnvVar.newBuilder().setName("X")
            .setValue("a;b"))));
    assertEquals("X=a\\;b", client.get("a", "env"));
    var listed = client.ok(r -> {
      r.getListContainersByBuilder().addFiltersBuilder().setName("*");
      r.getListContainersByBuilder().addFiltersBuilder().setName("none");
    }).getListContainersBy();
    assertEquals(2, listed.getContainersCount());
    var spec = listed.getContainers(0).getSpec();
    assertEquals(1 << 30, spec.getMemoryLimit());
    assertEquals(1.5, spec.getCpuLimit());
    assertTrue(spec.getRespawn());
    assertTrue(spec.getEnv().getVarList().stream().anyMatch(v -> v.getName().equals("PORTO_NAME")));
    assertEquals(ErrorCode.CONTAINER_DOES_NOT_EXIST, listed.getContainers(1).getError().getError());
  }

  @Test
  void aFailedUpdateChangesNothing() throws Exception {
    client.create("a");
    client.set("a", "private", "before");
    var refused = client.call(r -> r.getUpdateFromSpecBuilder().getContainerBuilder().setName("a")
        .setPrivate("after").setVirtMode("bogus"));
    assertEquals(ErrorCode.INVALID_VALUE, refused.getError());
    assertEquals("before", client.get("a", "private"));
  }

  /** Sends one request from a process of user nobody. */
  private Response asNobody(Request request) throws Exception {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    request.writeDelimitedTo(frame);
    Process relay = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "perl",
        "-e",
        RELAY, portod.socket().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    relay.getOutputStream().write(frame.toByteArray());
    relay.getOutputStream().close();
    return Response.parseDelimitedFrom(new ByteArrayInputStream(relay.getInputStream().readAllBytes()));
  }
}
