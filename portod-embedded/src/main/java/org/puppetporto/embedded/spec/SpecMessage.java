package org.puppetporto.embedded.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.puppetporto.embedded.form.Binds;
import org.puppetporto.embedded.form.CpuSets;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.Ulimits;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.proto.Capabilities;
import org.puppetporto.embedded.proto.ContainerBindMounts;
import org.puppetporto.embedded.proto.ContainerCgroups;
import org.puppetporto.embedded.proto.ContainerControllers;
import org.puppetporto.embedded.proto.ContainerCpuSet;
import org.puppetporto.embedded.proto.ContainerDevices;
import org.puppetporto.embedded.proto.ContainerEnv;
import org.puppetporto.embedded.proto.ContainerIpConfig;
import org.puppetporto.embedded.proto.ContainerIpLimit;
import org.puppetporto.embedded.proto.ContainerNetConfig;
import org.puppetporto.embedded.proto.ContainerPlaceConfig;
import org.puppetporto.embedded.proto.ContainerUlimits;
import org.puppetporto.embedded.proto.ContainerVolumeLinks;
import org.puppetporto.embedded.proto.ContainerVolumes;
import org.puppetporto.embedded.proto.Cred;
import org.puppetporto.embedded.proto.StringMap;
import org.puppetporto.embedded.proto.UintMap;

/** From the texts of properties to the messages of a specification. */
final class SpecMessage {
  private SpecMessage() {}

  static UintMap uintMap(String text) {
    UintMap.Builder message = UintMap.newBuilder();
    boolean bare = !text.isEmpty() && text.indexOf(':') < 0;
    Maps.parse(bare ? "fs: " + text : text).forEach((key, value) ->
        message.addMapBuilder().setKey(key).setVal(Long.parseUnsignedLong(value)));
    return message.build();
  }

  static StringMap stringMap(Map<String, String> map) {
    StringMap.Builder message = StringMap.newBuilder();
    map.forEach((key, value) -> message.addMapBuilder().setKey(key).setVal(value));
    return message.build();
  }

  /** As variables; of the secret ones only a digest. */
  static ContainerEnv environment(Map<String, java.util.Optional<String>> variables, Set<String> secrets) {
    ContainerEnv.Builder message = ContainerEnv.newBuilder();
    variables.forEach((name, value) -> {
      var variable = message.addVarBuilder().setName(name);
      if (value.isEmpty()) {
        variable.setUnset(true);
      } else if (secrets.contains(name)) {
        String salt = EnvList.newSalt();
        variable.setValue("<secret>").setSalt(salt).setHash(EnvList.digest(salt, value.get()));
      } else {
        variable.setValue(value.get());
      }
    });
    return message.build();
  }

  static ContainerUlimits ulimits(String text) {
    ContainerUlimits.Builder message = ContainerUlimits.newBuilder();
    Ulimits.parse(text).forEach((type, limit) -> {
      var entry = message.addUlimitBuilder().setType(type);
      if (limit.soft().equals(Ulimits.UNLIMITED)) {
        entry.setUnlimited(true);
      } else {
        entry.setSoft(Long.parseUnsignedLong(limit.soft()));
      }
      if (!limit.hard().equals(Ulimits.UNLIMITED)) {
        entry.setHard(Long.parseUnsignedLong(limit.hard()));
      }
    });
    return message.build();
  }

  static ContainerNetConfig net(String text) {
    ContainerNetConfig.Builder message = ContainerNetConfig.newBuilder();
    for (List<String> row : Escaped.splitRows(text, ' ', ';')) {
      message.addCfgBuilder().setOpt(row.get(0)).addAllArg(row.subList(1, row.size()));
      message.setInherited(row.get(0).equals("inherited"));
    }
    return message.build();
  }

  static ContainerIpConfig ip(String text) {
    ContainerIpConfig.Builder message = ContainerIpConfig.newBuilder();
    for (List<String> row : Escaped.splitRows(text, ' ', ';')) {
      message.addCfgBuilder().setDev(row.get(0)).setIp(row.size() > 1 ? row.get(1) : "");
    }
    return message.build();
  }

  static ContainerIpLimit ipLimit(String text) {
    boolean policy = text.isEmpty() || text.equals("any") || text.equals("none");
    ContainerIpLimit.Builder message =
        ContainerIpLimit.newBuilder().setPolicy(text.isEmpty() ? "any" : policy ? text : "some");
    return policy ? message.build() : message.addAllIp(List.of(text.split(" "))).build();
  }

  static ContainerBindMounts binds(String text) {
    ContainerBindMounts.Builder message = ContainerBindMounts.newBuilder();
    Binds.parse(text).forEach(bind -> message.addBindBuilder().setSource(bind.source())
        .setTarget(bind.target())
        .addAllFlag(bind.flags()));
    return message.build();
  }

  static ContainerDevices devices(String text) {
    ContainerDevices.Builder message = ContainerDevices.newBuilder();
    for (List<String> row : Escaped.splitRows(text, ' ', ';')) {
      message.addDeviceBuilder().setDevice(row.get(0)).setAccess(row.get(1)).setPath(row.get(2))
          .setMode(row.get(3)).setUser(row.get(4)).setGroup(row.get(5));
    }
    return message.build();
  }

  static ContainerPlaceConfig places(String text) {
    ContainerPlaceConfig.Builder message = ContainerPlaceConfig.newBuilder();
    for (String place : Escaped.split(text, ';')) {
      int equals = place.indexOf('=');
      if (place.startsWith("/") || equals < 0) {
        message.addCfgBuilder().setPlace(place);
      } else {
        message.addCfgBuilder().setPlace(place.substring(equals + 1)).setAlias(place.substring(0, equals));
      }
    }
    return message.build();
  }

  static ContainerControllers controllers(String text) {
    return ContainerControllers.newBuilder().addAllController(Escaped.split(text, ';')).build();
  }

  static Capabilities capabilities(String text) {
    return Capabilities.newBuilder().addAllCap(Escaped.split(text, ';')).build();
  }

  static ContainerCpuSet cpuSet(String text) {
    ContainerCpuSet.Builder message = ContainerCpuSet.newBuilder();
    if (text.isEmpty()) {
      return message.setPolicy("inherit").build();
    }
    if (Character.isDigit(text.charAt(0))) {
      CpuSets.parseList(text).stream().forEach(message::addCpu);
      return message.setPolicy("set").setList(text).build();
    }
    for (List<String> row : Escaped.splitRows(text, ' ', ';')) {
      int number = Integer.parseInt(row.get(1));
      if (row.get(0).equals("jail")) {
        message.setPolicy("jail").setJail(number);
      } else {
        message.setArg(number);
      }
    }
    return message.hasJail() ? message.build() : message.setPolicy("node").build();
  }

  static Cred cred(Owner owner, String user, String group) {
    return Cred.newBuilder().setUser(user).setUid(owner.uid()).setGroup(group).setGid(owner.gid())
        .addAllGrp(owner.groups()).build();
  }

  static ContainerCgroups cgroups(String text) {
    ContainerCgroups.Builder message = ContainerCgroups.newBuilder();
    Maps.parse(text).forEach((controller, path) ->
        message.addCgroupBuilder().setController(controller).setPath(path));
    return message.build();
  }

  static ContainerVolumes volumes(String text) {
    return ContainerVolumes.newBuilder().addAllVolume(Escaped.split(text, ';')).build();
  }

  static ContainerVolumeLinks volumeLinks(String text) {
    ContainerVolumeLinks.Builder message = ContainerVolumeLinks.newBuilder();
    for (List<String> row : Escaped.splitRows(text, ' ', ';')) {
      var link = message.addLinkBuilder().setVolume(row.get(0));
      List<String> rest = row.subList(1, row.size());
      rest.stream().filter(word -> word.startsWith("/")).forEach(link::setTarget);
      link.setReadOnly(rest.contains("ro")).setRequired(rest.contains("!"));
    }
    return message.build();
  }
}
