package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.proto.VolumeDescription;

class VolumeTest extends EndpointTest {
  @BeforeEach
  void needsMounts() throws Exception {
    Process probe = new ProcessBuilder("unshare", "--mount", "true").start();
    assumeTrue(probe.waitFor() == 0, "this machine lets us make no mounts");
  }

  @Test
  void aVolumeWithoutAnythingGetsAPathAndGoesWithItsLastLink() throws Exception {
    VolumeDescription volume = create("", Map.of());
    Path path = Path.of(volume.getPath());
    assertTrue(Files.isDirectory(path));
    assertEquals("plain", property(volume, "backend"));
    assertEquals(List.of("/"), volume.getContainersList());
    client.create("a");
    client.ok(r -> r.getLinkVolumeBuilder().setPath(volume.getPath()).setContainer("a"));
    assertEquals(volume.getPath(), client.get("a", "volumes_linked"));
    client.ok(r -> r.getUnlinkVolumeBuilder().setPath(volume.getPath()).setContainer("self"));
    assertTrue(Files.isDirectory(path));
    client.destroy("a");
    assertFalse(Files.exists(path));
    assertEquals(0, client.ok(r -> r.getListVolumesBuilder()).getVolumeList().getVolumesCount());
  }

  @Test
  void tmpfsIsAsLargeAsItSaysAndCanBeTuned() throws Exception {
    Path path = Files.createDirectory(dir.resolve("v"));
    create(path.toString(), Map.of("backend", "tmpfs", "space_limit", "1M", "permissions", "0700"));
    assertEquals(1 << 20, Files.getFileStore(path).getTotalSpace());
    client.ok(r -> r.getTuneVolumeBuilder().setPath(path.toString()).addPropertiesBuilder()
        .setName("space_limit")
        .setValue("2M"));
    assertEquals(2 << 20, Files.getFileStore(path).getTotalSpace());
    Response twice = tryCreate(path.toString(), Map.of());
    assertEquals(ErrorCode.VOLUME_ALREADY_EXISTS, twice.getError());
    unlink(path.toString());
    assertTrue(Files.isDirectory(path));
  }

  @Test
  void bindShowsItsStorageAndCanBeReadOnly() throws Exception {
    Path storage = Files.createDirectory(dir.resolve("storage"));
    Path path = Files.createDirectory(dir.resolve("v"));
    Files.writeString(storage.resolve("file"), "x");
    create(path.toString(), Map.of("backend", "bind", "storage", storage.toString(), "read_only", "true"));
    assertEquals("x", Files.readString(path.resolve("file")));
    assertFalse(Files.isWritable(path.resolve("file")));
    unlink(path.toString());
    assertFalse(Files.exists(path.resolve("file")));
  }

  @Test
  void layersComeFromTarballsAndBelowOverlays() throws Exception {
    assumeFalse("overlay".equals(Files.getFileStore(dir).type()), "the kernel puts no overlay on an overlay");
    Path tree = Files.createDirectories(dir.resolve("tree/etc"));
    Files.writeString(tree.resolve("name"), "layer");
    Path tarball = dir.resolve("layer.tgz");
    run("tar", "-czf", tarball.toString(), "-C", dir.resolve("tree").toString(), ".");
    client.ok(r -> r.getImportLayerBuilder().setLayer("base").setTarball(tarball.toString()).setMerge(false)
        .setPrivateValue("note"));
    var layers = client.ok(r -> r.getListLayersBuilder()).getLayers();
    assertEquals(List.of("base"), layers.getLayerList());
    assertEquals("note", layers.getLayers(0).getPrivateValue());
    VolumeDescription volume = create("", Map.of("layers", "base"));
    assertEquals("overlay", property(volume, "backend"));
    assertEquals("layer", Files.readString(Path.of(volume.getPath(), "etc/name")));
    Response used = client.call(r -> r.getRemoveLayerBuilder().setLayer("base"));
    assertEquals("Layer base in use by volume " + volume.getPath(), used.getErrorMsg());
    Files.writeString(Path.of(volume.getPath(), "new"), "written");
    Path exported = dir.resolve("out.tar");
    client.ok(r -> r.getExportLayerBuilder().setVolume(volume.getPath()).setTarball(exported.toString()));
    assertEquals("./\n./new", run("tar", "-tf", exported.toString()));
    unlink(volume.getPath());
    client.ok(r -> r.getRemoveLayerBuilder().setLayer("base"));
    assertEquals(ErrorCode.LAYER_NOT_FOUND,
        client.call(r -> r.getRemoveLayerBuilder().setLayer("base")).getError());
  }

  @Test
  void containersRunInAVolumeOfTheirOwn() throws Exception {
    VolumeDescription volume = create("", Map.of());
    Path root = Path.of(volume.getPath());
    for (String name : List.of("usr", "etc")) {
      Files.createDirectory(root.resolve(name));
    }
    for (String name : List.of("bin", "lib", "lib64")) {
      if (Files.isSymbolicLink(Path.of("/" + name))) {
        Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(Path.of("/" + name)));
      }
    }
    assumeTrue(Files.isSymbolicLink(Path.of("/bin")), "/usr is not merged here");
    client.create("a");
    client.set("a", "root", volume.getPath());
    client.set("a", "bind", "/usr /usr ro");
    client.set("a", "command",
        "sh -c 'ls /; echo $$ > /pid; ls /proc/self/fd > /dev/null && echo null works'");
    client.start("a");
    client.await("a");
    assertTrue(client.get("a", "stdout").endsWith("null works\n"), client.get("a", "stderr"));
    assertTrue(Files.exists(root.resolve("pid")));
    assertEquals(volume.getPath(), client.get("a", "root_path"));
    client.destroy("a");
    unlink(volume.getPath());
  }

  @Test
  void linksWithATargetAreSeenThere() throws Exception {
    Path target = dir.resolve("seen");
    client.ok(r -> {
      var wanted = r.getCreateFromSpecBuilder();
      wanted.getContainerBuilder().setName("a");
      wanted.addVolumesBuilder().addLinksBuilder().setContainer("a").setTarget(target.toString());
    });
    String path = client.ok(r -> r.getGetVolumeBuilder()).getGetVolume().getVolume(0).getPath();
    Files.writeString(Path.of(path, "file"), "x");
    assertEquals("x", Files.readString(target.resolve("file")));
    client.destroy("a");
    assertFalse(Files.exists(target.resolve("file")));
  }

  @Test
  void volumesSurviveARestart() throws Exception {
    VolumeDescription volume = create("", Map.of("private", "mine"));
    portod.restart();
    client = connect();
    VolumeDescription again = client.ok(r -> r.getListVolumesBuilder()).getVolumeList().getVolumes(0);
    assertEquals(volume.getPath(), again.getPath());
    assertEquals("mine", property(again, "private"));
    unlink(volume.getPath());
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertEquals("Unknown property: bogus", tryCreate("", Map.of("bogus", "1")).getErrorMsg());
    assertEquals(ErrorCode.INVALID_PATH, tryCreate(dir.resolve("none").toString(), Map.of()).getError());
    assertEquals("overlay require layers", tryCreate("", Map.of("backend", "overlay")).getErrorMsg());
    Response missing = client.call(r -> r.getUnlinkVolumeBuilder().setPath("/none").setContainer("self"));
    assertEquals("Volume /none not found", missing.getErrorMsg());
    assertEquals("archive not found", client.call(r -> r.getImportLayerBuilder().setLayer("x")
        .setTarball("/none.tgz").setMerge(false)).getErrorMsg());
    client.create("a");
    client.set("a", "volumes_required", "/none");
    assertEquals("Required volume /none not found", client.call(r -> r.getStartBuilder().setName("a"))
        .getErrorMsg());
  }

  private VolumeDescription create(String path, Map<String, String> properties) throws IOException {
    Response response = tryCreate(path, properties);
    assertEquals(ErrorCode.SUCCESS, response.getError(), response.getErrorMsg());
    return response.getVolumeDescription();
  }

  private Response tryCreate(String path, Map<String, String> properties) throws IOException {
    return client.call(r -> {
      var wanted = r.getCreateVolumeBuilder().setPath(path);
      properties.forEach((name, value) -> wanted.addPropertiesBuilder().setName(name).setValue(value));
    });
  }

  private void unlink(String path) throws IOException {
    client.ok(r -> r.getUnlinkVolumeBuilder().setPath(path).setContainer("self"));
  }

  private static String property(VolumeDescription volume, String name) {
    return volume.getPropertiesList().stream().filter(p -> p.getName().equals(name)).findFirst().orElseThrow()
        .getValue();
  }

  private static String run(String... argv) throws Exception {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .strip();
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
