package org.puppetporto.embedded.volume;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/** Removes layers and storages that no volume needs, and refuses to remove the others. */
final class InUse {
  private final VolumeTable table;
  private final Storages storages;

  InUse(VolumeTable table, Storages storages) {
    this.table = table;
    this.storages = storages;
  }

  void removeLayer(String place, String name) {
    for (Volume volume : table.all()) {
      if (volume.plan.layers().contains(name)) {
        throw new PortoFailure(ErrorCode.BUSY, "Layer " + name + " in use by volume " + volume.path);
      }
    }
    storages.removeLayer(place, name);
  }

  void removeStorage(String place, String name) {
    for (Volume volume : table.all()) {
      if (volume.plan.storage().equals(name)) {
        throw new PortoFailure(ErrorCode.BUSY, "Storage " + name + " in use by volume " + volume.path);
      }
    }
    storages.removeStorage(place, name);
  }

  /** After a volume is gone: layers whose names say so go with the last volume that uses them. */
  void removeWeakLayers(VolumePlan plan) {
    for (String layer : plan.layers()) {
      boolean used = table.all().stream().anyMatch(volume -> volume.plan.layers().contains(layer));
      if (Storages.isWeak(layer) && !used) {
        storages.removeLayer(plan.place(), layer);
      }
    }
  }
}
