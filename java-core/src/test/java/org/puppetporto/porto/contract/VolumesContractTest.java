package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.Volume;
import org.puppetporto.porto.Volumes;
import org.puppetporto.porto.proto.VolumeLink;
import org.puppetporto.porto.proto.VolumeSpec;

/** Volumes: creating, linking, listing, unlinking. What is in one is looked at by a process in a container. */
class VolumesContractTest extends Contract {
  @TempDir
  Path directory;

  private Volumes volumes;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void takeVolumes() {
    volumes = porto.volumes();
  }

  @AfterEach
  void unlinkAll() throws PortoException {
    for (String path : made) {
      try {
        volumes.unlink(path, "***");
      } catch (PortoException e) {
        if (e.code() != ErrorCode.VOLUME_NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  private Volume volume(String path, Map<String, String> properties) throws PortoException {
    Volume volume = volumes.create(path, properties);
    made.add(volume.path());
    return volume;
  }

  private Volume plain() throws PortoException {
    return volume("", Map.of("backend", "plain"));
  }

  private Path empty(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name));
  }

  private boolean listed(String path) throws PortoException {
    return volumes.list(Optional.empty(), Optional.empty()).stream().anyMatch(v -> v.path().equals(path));
  }

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
  void theCreatorsContainerHoldsIt() throws Exception {
    Volume volume = plain();
    assertEquals(List.of("/"), volume.links().stream().map(Volume.Link::container).toList());
  }

  @Test
  void theLastUnlinkEndsIt() throws Exception {
    Volume volume = plain();
    volumes.unlink(volume.path(), "/");
    assertFalse(listed(volume.path()));
    refused(ErrorCode.VOLUME_NOT_FOUND, () -> volumes.unlink(volume.path(), "/"));
  }

  @Test
  void aSecondHolderKeepsIt() throws Exception {
    String name = created();
    Volume volume = plain();
    volumes.link(volume.path(), Volume.Link.anonymous(name));
    volumes.unlink(volume.path(), "/");
    assertEquals(List.of(volume.path()),
        volumes.list(Optional.empty(), Optional.of(name)).stream().map(Volume::path).toList());
    volumes.unlink(volume.path(), name);
    assertFalse(listed(volume.path()));
  }

  @Test
  void aHolderHoldsItOnce() throws Exception {
    String name = created();
    Volume volume = plain();
    volumes.link(volume.path(), Volume.Link.anonymous(name));
    refused(ErrorCode.VOLUME_ALREADY_LINKED, "Volume already linked",
        () -> volumes.link(volume.path(), Volume.Link.anonymous(name)));
  }

  @Test
  void whoDoesNotHoldItCannotLetItGo() throws Exception {
    String name = created();
    Volume volume = plain();
    refused(ErrorCode.VOLUME_NOT_LINKED, "Container " + name + " is not linked with volume " + volume.path(),
        () -> volumes.unlink(volume.path(), name));
  }

  @Test
  void aMissingVolumeIsNotLinked() throws Exception {
    String name = created();
    String path = empty("none").toString();
    refused(ErrorCode.VOLUME_NOT_FOUND, "Volume " + path + " not found",
        () -> volumes.link(path, Volume.Link.anonymous(name)));
  }

  @Test
  void destroyingTheHolderEndsIt() throws Exception {
    String name = created();
    Volume volume = volume("", Map.of("backend", "plain", "containers", name));
    assertEquals(List.of(name), volume.links().stream().map(Volume.Link::container).toList());
    porto.destroy(name);
    eventually("false", () -> "" + listed(volume.path()));
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
  void aLinkWithATargetMountsItThere() throws Exception {
    Volume volume = plain();
    output("echo there > " + volume.path() + "/file");
    Path target = empty("target");
    String name = prepared("/bin/cat", target + "/file");
    volumes.link(volume.path(), new Volume.Link(name, target.toString(), false, false));
    porto.start(name);
    finished(name);
    assertEquals("there\n", porto.get(name, "stdout"));
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
  void aContainerTellsWhatItHolds() throws Exception {
    String name = created();
    Volume volume = volume("", Map.of("backend", "plain", "containers", name));
    assertTrue(porto.get(name, "volumes_linked").contains(volume.path()));
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

  private List<String> pathsSeenBy(String name) throws PortoException {
    return volumes.list(Optional.empty(), Optional.of(name)).stream().map(Volume::path).sorted().toList();
  }

  @Test
  void aContainersVolumesAreThoseBelowItsRootByThePathsThere() throws Exception {
    Path root = empty("root");
    Path inner = Files.createDirectory(root.resolve("inner"));
    volume(inner.toString(), Map.of("backend", "plain"));
    volume(empty("root-").toString(), Map.of("backend", "plain"));
    String name = created();
    porto.set(name, "root", root.toString());
    assertEquals(List.of("/inner"), pathsSeenBy(name));
    porto.set(name, "root", directory.toString());
    assertEquals(List.of("/root-", "/root/inner"), pathsSeenBy(name));
    porto.set(name, "root", empty("nothing").toString());
    assertEquals(List.of(), pathsSeenBy(name));
    volumes.unlink(inner.toString(), "***");
  }

  @Test
  void theRootItselfIsASlash() throws Exception {
    Path root = empty("root");
    volume(root.toString(), Map.of("backend", "plain"));
    String name = created();
    porto.set(name, "root", root.toString());
    assertEquals(List.of("/"), pathsSeenBy(name));
    assertEquals(root.toString(), volumes.get("", List.of(root.toString())).get(0).getPath());
    assertEquals(name, volumes.get(name, List.of("/")).get(0).getContainer());
    refused(ErrorCode.VOLUME_NOT_FOUND, "Volume " + root + " not found",
        () -> volumes.get(name, List.of(root.toString())));
  }

  @Test
  void aTargetIsAPlaceWhereItIsSeen() throws Exception {
    Volume volume = plain();
    String target = empty("target").toString();
    String name = created();
    volumes.link(volume.path(), new Volume.Link(name, target, true, false));
    Volume seen = volumes.list(Optional.of(target), Optional.empty()).get(0);
    assertEquals(target, seen.path());
    assertEquals(volume.properties().get("id"), seen.properties().get("id"));
    assertEquals(List.of(new Volume.Link(name, target, true, false)), seen.links());
    assertTrue(listed(target));
    volumes.unlink(volume.path(), name);
    assertFalse(listed(target));
  }

  @Test
  void theRootStaysWhileALinkIsMountedBelowIt() throws Exception {
    Volume volume = plain();
    Path root = empty("root");
    Files.createDirectory(root.resolve("seen"));
    String name = created();
    porto.set(name, "root", root.toString());
    volumes.link(volume.path(), new Volume.Link(name, "/seen", false, false));
    assertTrue(listed(root.resolve("seen").toString()));
    refused(ErrorCode.BUSY, "Cannot change root path, container have volume mounts",
        () -> porto.set(name, "root", "/"));
    volumes.unlink(volume.path(), name);
    assertFalse(listed(root.resolve("seen").toString()));
    porto.set(name, "root", "/");
  }

  @Test
  void aContainerThatIsNotThereIsNotLinked() {
    String name = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found",
        () -> volume("", Map.of("backend", "plain", "containers", name)));
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
