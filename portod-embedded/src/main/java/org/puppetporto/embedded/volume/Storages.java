package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/**
 * Layers and storages: trees of files with names, kept in places. Each has a private text beside it, in a
 * file named {@code _private_NAME}.
 */
public final class Storages {
  /** A layer or storage as lists tell of it. */
  public record Stored(String name, int uid, int gid, String privateValue) {}

  private final Places places;
  /** Trees that are being unpacked or removed right now. */
  private final Set<Path> active = ConcurrentHashMap.newKeySet();

  Storages(Places places) {
    this.places = places;
  }

  Path layerPath(String place, String name) {
    return places.layers(place).resolve(StorageNames.checked(name));
  }

  Path pathOf(String place, String name) {
    return places.storages(place).resolve(StorageNames.checked(name));
  }

  /** @param merge whether to unpack over a layer that is there */
  public void importLayer(String place, String name, String tarball, String compress, boolean merge,
      String privateValue) {
    Path layer = layerPath(place, name);
    unpack(layer, tarball, compress, merge);
    Whiteouts.convert(layer);
    if (privateValue != null) {
      setPrivate(layer, privateValue);
    }
  }

  public void importStorage(String place, String name, String tarball, String compress, String privateValue) {
    Path storage = pathOf(place, name);
    unpack(storage, tarball, compress, false);
    if (privateValue != null) {
      setPrivate(storage, privateValue);
    }
  }

  public void exportLayer(String place, String name, String tarball, String compress) {
    Archives.pack(found(layerPath(place, name), layerMissing(name)), tarball, compress);
  }

  public void exportStorage(String place, String name, String tarball, String compress) {
    Archives.pack(found(pathOf(place, name), storageMissing(name)), tarball, compress);
  }

  void removeLayer(String place, String name) {
    removeTree(layerPath(place, name), layerMissing(name));
  }

  /** Layers whose name says so go with the last volume that uses them. */
  static boolean isWeak(String layer) {
    return layer.startsWith("_weak_");
  }

  void removeStorage(String place, String name) {
    removeTree(pathOf(place, name), storageMissing(name));
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

  /** Removes what is no layer and no storage from a place. */
  void sweep(Path place) {
    Sweep.remove(Sweep.ofTrees(place.resolve(Places.LAYERS), active));
    Sweep.remove(Sweep.ofTrees(place.resolve(Places.STORAGES), active));
  }

  private void unpack(Path into, String tarball, String compress, boolean merge) {
    Path archive = Archives.found(tarball);
    if (Files.exists(StorageNames.beside(into, StorageNames.REMOVED))) {
      throw new PortoFailure(ErrorCode.BUSY, into.getFileName() + " is being removed");
    }
    boolean present = Files.exists(into);
    if (present && !merge) {
      throw new PortoFailure(ErrorCode.LAYER_ALREADY_EXISTS, "Layer already exists");
    }
    Path fresh = present ? into : StorageNames.beside(into, StorageNames.FRESH);
    if (!active.add(fresh)) {
      throw new PortoFailure(ErrorCode.BUSY, into.getFileName() + " is importing right now");
    }
    try {
      if (!present) {
        Places.remove(fresh);
      }
      Files.createDirectories(fresh);
      Archives.unpack(archive, fresh, compress);
      if (!present) {
        Files.move(fresh, into);
      }
    } catch (PortoFailure e) {
      if (!present) {
        Places.remove(fresh);
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + archive, e);
    } finally {
      active.remove(fresh);
    }
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

  /** Takes the tree's name away first: what then resists is no layer or storage, and can be tried again. */
  private void removeTree(Path tree, PortoFailure otherwise) {
    Path removed = StorageNames.beside(tree, StorageNames.REMOVED);
    if (Files.isDirectory(tree)) {
      Places.remove(StorageNames.beside(tree, StorageNames.PRIVATE));
      active.add(removed);
      try {
        Files.move(tree, removed);
      } catch (IOException e) {
        active.remove(removed);
        throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot remove " + tree);
      }
    } else if (!Files.isDirectory(removed)) {
      throw otherwise;
    }
    try {
      Places.remove(removed);
    } catch (PortoFailure e) {
      throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot remove " + removed);
    } finally {
      active.remove(removed);
    }
  }

  private static List<Stored> list(Path dir, String mask) {
    try (Stream<Path> trees = Files.list(dir)) {
      return trees.filter(tree -> StorageNames.isValid(tree.getFileName().toString()))
          .filter(tree -> Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS))
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

  private static String privateOf(Path tree) {
    Path file = StorageNames.beside(tree, StorageNames.PRIVATE);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setPrivate(Path tree, String value) {
    try {
      Files.writeString(StorageNames.beside(tree, StorageNames.PRIVATE), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
