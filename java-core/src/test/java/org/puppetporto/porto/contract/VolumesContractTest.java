package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.Volume;
import org.puppetporto.porto.Volumes;
import org.puppetporto.porto.proto.VolumeLink;
import org.puppetporto.porto.proto.VolumeSpec;

/** Volumes: creating, describing, listing, tuning. What is in one is looked at by a process in a container. */
class VolumesContractTest extends VolumesContract {
  @Test
  void howFullItIsIsTold() throws Exception {
    String path = plain().path();
    Map<String, String> properties =
        volumes.list(Optional.of(path), Optional.empty()).get(0).properties();
    for (String amount : List.of("space_used", "space_available", "inode_used", "inode_available")) {
      assertTrue(Long.parseLong(properties.get(amount)) > 0, amount + " in " + properties);
    }
  }

  @Test
  void aStorageIsOneVolumesAloneUnlessBothAreBinds() throws Exception {
    String storage = empty("storage").toString();
    Volume first = volume("", Map.of("backend", "plain", "storage", storage));
    String target = empty("target").toString();
    refused(ErrorCode.BUSY, "Storage already in use by volume " + first.path(),
        () -> volume(target, Map.of("backend", "bind", "storage", storage)));
    volumes.unlink(first.path(), "***");
    volume(target, Map.of("backend", "bind", "storage", storage));
    volume(empty("other").toString(), Map.of("backend", "bind", "storage", storage));
  }

  @Test
  void portodChoosesAPathWhenNoneIsGiven() throws Exception {
    Volume volume = plain();
    assertTrue(volume.path().startsWith("/"), volume.path());
    assertEquals("plain", volume.properties().get("backend"));
    assertEquals("ready", volume.properties().get("state"));
    assertTrue(listed(volume.path()));
  }

  @Test
  void aVolumeMayHaveAPath() throws Exception {
    String path = empty("v").toString();
    assertEquals(path, volume(path, Map.of("backend", "plain")).path());
  }

  @Test
  void aPathThatIsNotThereIsRefused() {
    PortoException e = refused(ErrorCode.INVALID_PATH,
        () -> volume(directory.resolve("absent").toString(), Map.of("backend", "plain")));
    assertTrue(e.portoMessage().contains("Cannot open volume path"), e.getMessage());
  }

  @Test
  void aPathHasOneVolume() throws Exception {
    String path = empty("v").toString();
    volume(path, Map.of("backend", "plain"));
    refused(ErrorCode.VOLUME_ALREADY_EXISTS, "Volume already exists",
        () -> volume(path, Map.of("backend", "plain")));
  }

  @Test
  void anUnknownPropertyIsRefused() {
    refused(ErrorCode.INVALID_PROPERTY, "Unknown property: no_such", () -> volume("", Map.of("no_such", "1")));
  }

  @Test
  void anUnknownBackendIsRefused() {
    refused(ErrorCode.NOT_SUPPORTED, "Unknown volume backend: no-such",
        () -> volume("", Map.of("backend", "no-such")));
  }

  @Test
  void anOverlayNeedsLayers() {
    refused(ErrorCode.INVALID_PROPERTY, "overlay require layers", () -> volume("", Map.of("backend", "overlay")));
  }

  @Test
  void aQuotaNeedsTheKernelsOrIsSaidToBeMissing() throws Exception {
    try {
      Volume volume = volume("", Map.of("backend", "native", "space_limit", "10M"));
      assertEquals("10485760", volume.properties().get("space_limit"));
    } catch (PortoException e) {
      assertEquals(ErrorCode.NOT_SUPPORTED, e.code(), e.getMessage());
      abort("no project quota here: " + e.portoMessage());
    }
  }

  @Test
  void whatIsWrittenIsThere() throws Exception {
    Volume volume = plain();
    String path = volume.path();
    assertEquals("hello\n", output("echo hello > " + path + "/file && cat " + path + "/file"));
    assertEquals("hello\n", output("cat " + path + "/file"));
  }

  @Test
  void aReadOnlyOneCannotBeWritten() throws Exception {
    Volume volume = volume("", Map.of("backend", "plain", "read_only", "true"));
    String name = finished(shell("echo x > " + volume.path() + "/file"));
    assertFalse("0".equals(porto.get(name, "exit_code")));
  }

  @Test
  void aTmpfsHasASize() throws Exception {
    Volume volume = volume("", Map.of("backend", "tmpfs", "space_limit", "4M"));
    assertEquals("tmpfs\n", output("stat -f -c %T " + volume.path()));
    String name = finished(shell("head -c 8M /dev/zero > " + volume.path() + "/file"));
    assertFalse("0".equals(porto.get(name, "exit_code")));
  }

  @Test
  void aBindShowsAnotherDirectory() throws Exception {
    Path source = empty("source");
    Files.writeString(source.resolve("file"), "from there\n");
    Volume volume = volume(empty("target").toString(), Map.of("backend", "bind", "storage", source.toString()));
    assertEquals("from there\n", output("cat " + volume.path() + "/file"));
  }

  @Test
  void aBindMayShowAFile() throws Exception {
    Path source = Files.writeString(directory.resolve("source"), "a file\n");
    String target = empty("below").resolve("deeper/file").toString();
    String name = created();
    Volume volume = volume("", Map.of("backend", "bind", "storage", source.toString(),
        "containers", name + " " + target));
    assertEquals("a file\n", output("cat " + volume.path()));
    assertEquals("a file\n", output("cat " + target));
  }

  @Test
  void itBelongsToWhomItSays() throws Exception {
    Volume volume = volume("", Map.of("backend", "plain", "user", "nobody", "permissions", "0750"));
    assertEquals("nobody 750\n", output("stat -c '%U %a' " + volume.path()));
  }

  @Test
  void aNoteIsKept() throws Exception {
    assertEquals("remember", volume("", Map.of("backend", "plain", "private", "remember"))
        .properties().get("private"));
  }

  @Test
  void itIsFoundByItsPath() throws Exception {
    Volume volume = plain();
    plain();
    assertEquals(List.of(volume.path()),
        volumes.list(Optional.of(volume.path()), Optional.empty()).stream().map(Volume::path).toList());
    String none = empty("none").toString();
    refused(ErrorCode.VOLUME_NOT_FOUND, () -> volumes.list(Optional.of(none), Optional.empty()));
  }

  @Test
  void itIsCreatedAndDescribedByFields() throws Exception {
    String name = created();
    VolumeSpec spec = volumes.create(VolumeSpec.newBuilder().setBackend("plain").setPrivateValue("note")
        .addLinks(VolumeLink.newBuilder().setContainer(name)).build());
    made.add(spec.getPath());
    assertEquals("plain", spec.getBackend());
    List<VolumeSpec> found = volumes.get("", List.of(spec.getPath()));
    assertEquals(1, found.size());
    assertEquals("note", found.get(0).getPrivateValue());
    assertEquals(List.of(name), found.get(0).getLinksList().stream().map(VolumeLink::getContainer).toList());
  }

  @Test
  void thePropertiesAreListed() throws Exception {
    List<String> names = volumes.properties().stream().map(Volumes.Property::name).toList();
    assertTrue(names.containsAll(List.of("backend", "storage", "layers", "space_limit", "read_only", "private",
        "user", "group", "permissions", "place")), names::toString);
  }

  @Test
  void aPlainOneHasNoLimitToTune() throws Exception {
    Volume volume = plain();
    refused(ErrorCode.NOT_SUPPORTED, () -> volumes.tune(volume.path(), Map.of("space_limit", "10M")));
  }

  @Test
  void aTmpfsIsTuned() throws Exception {
    Volume volume = volume("", Map.of("backend", "tmpfs", "space_limit", "4M"));
    volumes.tune(volume.path(), Map.of("space_limit", "8M"));
    assertEquals("8388608", volumes.list(Optional.of(volume.path()), Optional.empty()).get(0)
        .properties().get("space_limit"));
  }

  @Test
  void aMissingOneIsNeitherTunedNorChecked() throws Exception {
    String path = empty("none").toString();
    refused(ErrorCode.VOLUME_NOT_FOUND, () -> volumes.tune(path, Map.of("space_limit", "10M")));
    refused(ErrorCode.VOLUME_NOT_FOUND, () -> volumes.check(path));
  }

  @Test
  void whatDidNotChangeIsNotToldAgain() throws Exception {
    Volume volume = plain();
    long later = System.currentTimeMillis() / 1000 + 1000;
    VolumeSpec spec = volumes.get("", List.of(volume.path())).get(0);
    assertFalse(spec.getNoChanges());
    assertTrue(spec.getChangeTime() < later);
  }
}
