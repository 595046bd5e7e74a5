package org.puppetporto.porto.contract;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.ImportOptions;
import org.puppetporto.porto.Layers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.Storages;
import org.puppetporto.porto.Stored;
import org.puppetporto.porto.Volume;

/** Layers and storages from tarballs and back. */
class LayersContractTest extends Contract {
  @TempDir
  Path directory;

  private Layers layers;
  private Storages storages;
  private String layer;
  private String storage;

  @BeforeEach
  void takeNames() {
    layers = porto.layers();
    storages = porto.storages();
    layer = name();
    storage = name();
  }

  @AfterEach
  void removeAll() throws Exception {
    for (Volume volume : porto.volumes().list(Optional.empty(), Optional.empty())) {
      if (layer.equals(volume.properties().get("layers"))
          || storage.equals(volume.properties().get("storage"))) {
        porto.volumes().unlink(volume.path(), "***");
      }
    }
    for (Stored left : layers.list(layer + "*")) {
      layers.remove(left.name());
    }
    for (Stored left : storages.list(storage + "*")) {
      storages.remove(left.name());
    }
  }

  /** A tarball of one file with its name for its contents. */
  private String tarball(String file) throws Exception {
    Path tree = Files.createTempDirectory(directory, "tree");
    Files.writeString(tree.resolve(file), file + "\n");
    Path tarball = directory.resolve(file + ".tar.gz");
    Process tar = new ProcessBuilder("tar", "-czf", tarball.toString(), "-C", tree.toString(), ".").start();
    assertEquals(0, tar.waitFor());
    return tarball.toString();
  }

  private static List<String> contents(Path tarball) throws Exception {
    Process tar = new ProcessBuilder("tar", "-tf", tarball.toString()).start();
    String list = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tar.waitFor());
    return list.lines().filter(line -> !line.endsWith("/")).map(line -> line.replaceFirst("^\\./", "")).toList();
  }

  private List<String> names(List<Stored> stored) {
    return stored.stream().map(Stored::name).toList();
  }

  @Test
  void anImportedLayerIsListed() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    assertEquals(List.of(layer), names(layers.list(layer)));
    assertEquals(List.of(layer), names(layers.list(layer + "*")));
    Stored stored = layers.list(layer).get(0);
    assertEquals("root", stored.user());
    assertEquals("", stored.privateValue());
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    refused(ErrorCode.LAYER_ALREADY_EXISTS, "Layer already exists",
        () -> layers.importTarball(layer, tarball("file"), ImportOptions.NONE));
  }

  @Test
  void mergingAddsToIt() throws Exception {
    layers.importTarball(layer, tarball("first"), ImportOptions.NONE);
    layers.mergeTarball(layer, tarball("second"), ImportOptions.NONE);
    Path out = directory.resolve("out.tar");
    layers.exportLayer(layer, out.toString());
    assertEquals(List.of("first", "second"), contents(out).stream().sorted().toList());
  }

  @Test
  void aMissingArchiveIsRefused() throws Exception {
    refused(ErrorCode.INVALID_VALUE, "archive not found", () -> layers.importTarball(
        layer, directory.resolve("absent.tar").toString(), ImportOptions.NONE));
    assertEquals(List.of(), layers.list(layer));
  }

  @Test
  void aBrokenArchiveLeavesNothing() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.tar.gz"), "this is no archive");
    refused(ErrorCode.INVALID_VALUE, "Cannot detect archive " + broken + " compression by magic",
        () -> layers.importTarball(layer, broken.toString(), ImportOptions.NONE));
    assertEquals(List.of(), layers.list(layer));
  }

  @Test
  void aNoteIsKeptAndChanged() throws Exception {
    layers.importTarball(layer, tarball("file"), new ImportOptions(Optional.of("note"), Optional.empty()));
    assertEquals("note", layers.privateValue(layer));
    layers.setPrivateValue(layer, "other");
    assertEquals("other", layers.privateValue(layer));
    assertEquals("other", layers.list(layer).get(0).privateValue());
  }

  @Test
  void removingIsForGood() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    layers.remove(layer);
    assertEquals(List.of(), layers.list(layer));
    refused(ErrorCode.LAYER_NOT_FOUND, "Layer " + layer + " not found", () -> layers.remove(layer));
  }

  @Test
  void aBadNameIsRefused() throws Exception {
    refused(ErrorCode.INVALID_VALUE, () -> layers.importTarball("a b", tarball("file"), ImportOptions.NONE));
  }

  @Test
  void aVolumeIsMadeFromIt() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    Volume volume = porto.volumes().create("", Map.of("backend", "plain", "layers", layer));
    assertEquals("file\n", output("cat " + volume.path() + "/file"));
  }

  @Test
  void anOverlayLeavesItUnchanged() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    Volume volume = porto.volumes().create("", Map.of("backend", "overlay", "layers", layer));
    output("echo more > " + volume.path() + "/more; rm " + volume.path() + "/file");
    Path out = directory.resolve("out.tar");
    layers.exportLayer(layer, out.toString());
    assertEquals(List.of("file"), contents(out));
  }

  @Test
  void whatAVolumeUsesIsNotRemoved() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    Volume volume = porto.volumes().create("", Map.of("backend", "overlay", "layers", layer));
    PortoException e = refused(ErrorCode.BUSY, () -> layers.remove(layer));
    assertTrue(e.portoMessage().startsWith("Layer " + layer + " in use by volume "), e.getMessage());
    porto.volumes().unlink(volume.path(), "/");
    layers.remove(layer);
  }

  @Test
  void aVolumesContentsAreExported() throws Exception {
    layers.importTarball(layer, tarball("below"), ImportOptions.NONE);
    Volume volume = porto.volumes().create("", Map.of("backend", "overlay", "layers", layer));
    output("echo above > " + volume.path() + "/above");
    Path out = directory.resolve("out.tar");
    layers.exportVolume(volume.path(), out.toString());
    assertEquals(List.of("above"), contents(out));
  }

  @Test
  void anExportDoesNotOverwrite() throws Exception {
    layers.importTarball(layer, tarball("file"), ImportOptions.NONE);
    Path out = Files.createFile(directory.resolve("out.tar"));
    refused(ErrorCode.INVALID_VALUE, () -> layers.exportLayer(layer, out.toString()));
    assertEquals(0, Files.size(out));
  }

  @Test
  void placesAreKeptApart() throws Exception {
    Layers elsewhere = layers.at(Files.createDirectory(directory.resolve("place")).toString());
    elsewhere.importTarball(layer, tarball("file"), ImportOptions.NONE);
    assertEquals(List.of(layer), names(elsewhere.list("***")));
    assertEquals(List.of(), layers.list(layer));
    elsewhere.setPrivateValue(layer, "note");
    assertEquals("note", elsewhere.privateValue(layer));
    elsewhere.remove(layer);
    assertEquals(List.of(), elsewhere.list("***"));
  }

  @Test
  void aStorageIsImportedListedAndRemoved() throws Exception {
    storages.importTarball(storage, tarball("file"), new ImportOptions(Optional.of("note"), Optional.empty()));
    assertEquals(List.of(storage), names(storages.list(storage)));
    assertEquals("note", storages.list(storage).get(0).privateValue());
    storages.remove(storage);
    assertEquals(List.of(), storages.list(storage));
  }

  @Test
  void aStoragesNameIsTakenOnce() throws Exception {
    storages.importTarball(storage, tarball("file"), ImportOptions.NONE);
    refused(ErrorCode.LAYER_ALREADY_EXISTS, "Layer already exists",
        () -> storages.importTarball(storage, tarball("file"), ImportOptions.NONE));
  }

  @Test
  void whatCannotBeRemovedIsNoStorageAnyMore() throws Exception {
    storages.importTarball(storage, tarball("file"), ImportOptions.NONE);
    Volume volume = porto.volumes().create("", Map.of("backend", "plain", "storage", storage));
    refused(ErrorCode.BUSY, () -> storages.remove(storage));
    assertEquals(List.of(storage), names(storages.list(storage)));
    porto.volumes().unlink(volume.path(), "***");
    storages.remove(storage);
  }

  @Test
  void namesOfPortodsOwnAreRefused() throws Exception {
    for (String prefix : List.of("_import_", "_remove_", "_private_", "_meta_", "_layer_", "_tmp_")) {
      refused(ErrorCode.INVALID_VALUE, "invalid layer name '" + prefix + layer + "'",
          () -> layers.importTarball(prefix + layer, tarball("file"), ImportOptions.NONE));
    }
  }

  @Test
  void whatIsNoLayerIsRemovedFromAPlace() throws Exception {
    Path place = Files.createDirectory(directory.resolve("place"));
    Layers elsewhere = layers.at(place.toString());
    elsewhere.importTarball(layer, tarball("file"), ImportOptions.NONE);
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path link = Files.createSymbolicLink(place.resolve("porto_layers/link"), outside);
    Path left = Files.createDirectory(place.resolve("porto_storage/_remove_left"));
    Path junk = Files.createDirectories(place.resolve("porto_volumes/junk/below"));
    eventually("false false false", () -> Files.exists(link, NOFOLLOW_LINKS) + " " + Files.exists(left) + " "
        + Files.exists(junk));
    assertTrue(Files.isDirectory(outside));
    assertEquals(List.of(layer), names(elsewhere.list("***")));
    elsewhere.remove(layer);
  }

  @Test
  void aStorageIsExported() throws Exception {
    storages.importTarball(storage, tarball("file"), ImportOptions.NONE);
    Path out = directory.resolve("out.tar");
    storages.export(storage, out.toString());
    assertEquals(List.of("file"), contents(out));
  }

  @Test
  void aStorageOutlivesItsVolume() throws Exception {
    Volume first = porto.volumes().create("", Map.of("backend", "plain", "storage", storage));
    output("echo kept > " + first.path() + "/file");
    porto.volumes().unlink(first.path(), "/");
    Volume second = porto.volumes().create("", Map.of("backend", "plain", "storage", storage));
    assertEquals("kept\n", output("cat " + second.path() + "/file"));
  }

  @Test
  void aMissingStorageIsNotRemoved() {
    refused(ErrorCode.VOLUME_NOT_FOUND, () -> storages.remove(storage));
  }
}
