package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.Volume;

/** Who holds a volume, and where it is seen. */
class VolumeLinksContractTest extends VolumesContract {
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
  void aContainerTellsWhatItHolds() throws Exception {
    String name = created();
    Volume volume = volume("", Map.of("backend", "plain", "containers", name));
    assertTrue(porto.get(name, "volumes_linked").contains(volume.path()));
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
}
