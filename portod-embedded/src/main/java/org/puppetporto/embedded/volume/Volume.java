package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.model.Owner;

/** One volume: what was asked for, and who holds it. Guarded by the registry of volumes. */
final class Volume {
  final String id;
  final Path path;
  final VolumePlan plan;
  final long buildTime;
  final String creator;
  final Owner owner;
  String state = "building";
  long changeTime;
  long spaceLimit;
  long inodeLimit;
  long spaceGuarantee;
  long inodeGuarantee;
  final List<Link> links = new ArrayList<>();

  /** @param now seconds since the epoch */
  Volume(String id, Path path, VolumePlan plan, String creator, Owner owner, long now) {
    this.id = id;
    this.path = path;
    this.plan = plan;
    this.creator = creator;
    this.owner = owner;
    this.buildTime = now;
    this.changeTime = now;
    this.spaceLimit = plan.spaceLimit();
    this.inodeLimit = plan.inodeLimit();
    this.spaceGuarantee = plan.spaceGuarantee();
    this.inodeGuarantee = plan.inodeGuarantee();
  }

  boolean isReady() {
    return state.equals("ready");
  }

  void touch() {
    changeTime = System.currentTimeMillis() / 1000;
  }
}
