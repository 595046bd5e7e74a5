package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Names;
import org.puppetporto.embedded.process.Tool;
import org.puppetporto.embedded.proto.ErrorCode;

/**
 * Layers and storages: trees of files with names, kept in places. Each has a private text beside it, in a
 * file named {@code _private_NAME}.
 */
public final class Storages {
  /** A layer or storage as lists tell of it. */
  public record Stored(String name, int uid, int gid, String privateValue) {}

  private static final String PRIVATE = "_private_";
  private static final String FRESH = "_import_";
  private final Places places;

  Storages(Places places) {
    this.places = places;
  }

  Path layerPath(String place, String name) {
    return places.layers(place).resolve(checked(name));
  }

  Path pathOf(String place, String name) {
    return places.storages(place).resolve(checked(name));
  }

  /** @param merge whether to unpack over a layer that is there */
  public void importLayer(String place, String name, String tarball, String compress, boolean merge,
      String privateValue) {
    Path layer = layerPath(place, name);
    boolean present = Files.exists(layer);
    if (present && !merge) {
      throw new PortoFailure(ErrorCode.LAYER_ALREADY_EXISTS, "Layer already exists");
    }
    unpack(layer, tarball, compress, present);
    Whiteouts.convert(layer);
    if (privateValue != null) {
      setPrivate(layer, privateValue);
    }
  }

  public void importStorage(String place, String name, String tarball, String compress, String privateValue) {
    Path storage = pathOf(place, name);
    if (Files.exists(storage)) {
      throw new PortoFailure(ErrorCode.VOLUME_ALREADY_EXISTS, "Storage already exists");
    }
    unpack(storage, tarball, compress, false);
    if (privateValue != null) {
      setPrivate(storage, privateValue);
    }
  }

  public void exportLayer(String place, String name, String tarball, String compress) {
    pack(found(layerPath(place, name), layerMissing(name)), tarball, compress);
  }

  public void exportStorage(String place, String name, String tarball, String compress) {
    pack(found(pathOf(place, name), storageMissing(name)), tarball, compress);
  }

  void removeLayer(String place, String name) {
    removeTree(found(layerPath(place, name), layerMissing(name)));
  }

  /** Layers whose name says so go with the last volume that uses them. */
  static boolean isWeak(String layer) {
    return layer.startsWith("_weak_");
  }

  void removeStorage(String place, String name) {
    removeTree(found(pathOf(place, name), storageMissing(name)));
  }

  public List<Stored> layers(String place, String mask) {
    return list(places.layers(place), mask);
  }

  public List<Stored> storages(String place, String mask) {
    return list(places.storages(place), mask);
  }

  public String layerPrivate(String place, String name) {
    return privateOf(found(layerPath(place, name), layerMissing(name)));
  }

  public void setLayerPrivate(String place, String name, String value) {
    setPrivate(found(layerPath(place, name), layerMissing(name)), value);
  }

  /** Packs a tree into a tarball that is not there yet. */
  static void pack(Path tree, String tarball, String compress) {
    Path archive = absolute(tarball);
    if (Files.exists(archive)) {
      throw PortoFailure.invalidValue("archive already exists");
    }
    Tool.run(List.of("tar", "--create", "--numeric-owner", "--xattrs",
        Compression.toWrite(archive, compress), "--file", archive.toString(),
        "--directory", tree.toString(), "."));
  }

  private static void unpack(Path into, String tarball, String compress, boolean merge) {
    Path archive = absolute(tarball);
    if (!Files.exists(archive)) {
      throw PortoFailure.invalidValue("archive not found");
    }
    if (!Files.isRegularFile(archive)) {
      throw PortoFailure.invalidValue("archive not a file");
    }
    Path fresh = merge ? into : into.resolveSibling(FRESH + into.getFileName());
    try {
      Places.remove(merge ? into.resolveSibling(FRESH) : fresh);
      Files.createDirectories(fresh);
      Tool.run(List.of("tar", "--extract", "--numeric-owner", "--preserve-permissions", "--xattrs",
          Compression.toRead(archive, compress), "--file", archive.toString(),
          "--directory", fresh.toString()));
      if (!merge) {
        Files.move(fresh, into);
      }
    } catch (PortoFailure e) {
      if (!merge) {
        Places.remove(fresh);
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + archive, e);
    }
  }

  private static Path absolute(String tarball) {
    if (!tarball.startsWith("/")) {
      throw PortoFailure.invalidValue("archive path must be absolute");
    }
    return Path.of(tarball);
  }

  private static String checked(String name) {
    for (char c : name.toCharArray()) {
      if (!Names.isNameChar(c)) {
        throw PortoFailure.invalidValue("forbidden character 0x" + Integer.toHexString(c));
      }
    }
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.startsWith(PRIVATE)
        || name.startsWith(FRESH)) {
      throw PortoFailure.invalidValue("invalid layer name '" + name + "'");
    }
    return name;
  }

  private static PortoFailure layerMissing(String name) {
    return new PortoFailure(ErrorCode.LAYER_NOT_FOUND, "Layer " + name + " not found");
  }

  private static PortoFailure storageMissing(String name) {
    return new PortoFailure(ErrorCode.VOLUME_NOT_FOUND, "Storage " + name + " not found");
  }

  private static Path found(Path tree, PortoFailure otherwise) {
    if (!Files.isDirectory(tree)) {
      throw otherwise;
    }
    return tree;
  }

  private static void removeTree(Path tree) {
    Places.remove(tree);
    Places.remove(privateFile(tree));
  }

  private static List<Stored> list(Path dir, String mask) {
    try (Stream<Path> trees = Files.list(dir)) {
      return trees.filter(tree -> !tree.getFileName().toString().startsWith(PRIVATE))
          .filter(tree -> !tree.getFileName().toString().startsWith(FRESH))
          .filter(tree -> mask.isEmpty() || Masks.matches(tree.getFileName().toString(), mask)).sorted()
          .map(Storages::stored).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stored stored(Path tree) {
    try {
      return new Stored(tree.getFileName().toString(),
          (int) Files.getAttribute(tree, "unix:uid", LinkOption.NOFOLLOW_LINKS),
          (int) Files.getAttribute(tree, "unix:gid", LinkOption.NOFOLLOW_LINKS), privateOf(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path privateFile(Path tree) {
    return tree.resolveSibling(PRIVATE + tree.getFileName());
  }

  private static String privateOf(Path tree) {
    try {
      return Files.exists(privateFile(tree)) ? Files.readString(privateFile(tree)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setPrivate(Path tree, String value) {
    try {
      Files.writeString(privateFile(tree), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
