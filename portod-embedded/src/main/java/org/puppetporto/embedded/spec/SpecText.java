package org.puppetporto.embedded.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.embedded.form.Binds;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Ulimits;
import org.puppetporto.embedded.proto.Capabilities;
import org.puppetporto.embedded.proto.ContainerBindMounts;
import org.puppetporto.embedded.proto.ContainerControllers;
import org.puppetporto.embedded.proto.ContainerCpuSet;
import org.puppetporto.embedded.proto.ContainerDevice;
import org.puppetporto.embedded.proto.ContainerDevices;
import org.puppetporto.embedded.proto.ContainerEnv;
import org.puppetporto.embedded.proto.ContainerEnvVar;
import org.puppetporto.embedded.proto.ContainerIpConfig;
import org.puppetporto.embedded.proto.ContainerIpLimit;
import org.puppetporto.embedded.proto.ContainerNetConfig;
import org.puppetporto.embedded.proto.ContainerPlaceConfig;
import org.puppetporto.embedded.proto.ContainerUlimit;
import org.puppetporto.embedded.proto.ContainerUlimits;
import org.puppetporto.embedded.proto.Cred;
import org.puppetporto.embedded.proto.StringMap;
import org.puppetporto.embedded.proto.UintMap;

/** From the messages of a specification to the texts that properties take. */
final class SpecText {
  private SpecText() {}

  /** @param present the property's text now, which messages that merge build upon */
  static String of(Object message, String present) {
    if (message instanceof ContainerEnv env) {
      return environment(env, present);
    } else if (message instanceof ContainerUlimits limits) {
      return ulimits(limits, present);
    } else if (message instanceof StringMap map) {
      return stringMap(map, present);
    } else if (message instanceof UintMap map) {
      return uintMap(map, present);
    } else if (message instanceof ContainerNetConfig net) {
      return rows(net.getCfgList().stream().map(c -> words(c.getOpt(), c.getArgList())).toList());
    } else if (message instanceof ContainerIpConfig ip) {
      return rows(ip.getCfgList().stream().map(c -> List.of(c.getDev(), c.getIp())).toList());
    } else if (message instanceof ContainerIpLimit limit) {
      return limit.getIpCount() == 0 ? limit.getPolicy() : String.join(" ", limit.getIpList());
    } else if (message instanceof ContainerBindMounts binds) {
      return binds(binds);
    } else if (message instanceof ContainerDevices devices) {
      return devices(devices, present);
    } else if (message instanceof ContainerPlaceConfig place) {
      return Escaped.join(place.getCfgList().stream()
          .map(c -> c.hasAlias() ? c.getAlias() + "=" + c.getPlace() : c.getPlace()).toList(), ';');
    } else if (message instanceof ContainerControllers controllers) {
      return String.join(";", controllers.getControllerList());
    } else if (message instanceof Capabilities capabilities) {
      return capabilities(capabilities, present);
    } else if (message instanceof ContainerCpuSet set) {
      return cpuSet(set);
    } else if (message instanceof Cred cred) {
      return cred(cred);
    }
    throw PortoFailure.invalidValue("cannot be set from a specification: "
        + message.getClass().getSimpleName());
  }

  private static String environment(ContainerEnv env, String present) {
    Map<String, Optional<String>> variables = EnvList.parse(env.getMerge() ? present : "");
    for (ContainerEnvVar variable : env.getVarList()) {
      variables.put(variable.getName(),
          variable.hasValue() ? Optional.of(variable.getValue()) : Optional.empty());
    }
    return EnvList.format(variables);
  }

  private static String ulimits(ContainerUlimits limits, String present) {
    Map<String, Ulimits.Limit> all = Ulimits.parse(limits.getMerge() ? present : "");
    for (ContainerUlimit limit : limits.getUlimitList()) {
      if (!Ulimits.isType(limit.getType())) {
        throw PortoFailure.invalidValue("Invalid ulimit: " + limit.getType());
      }
      all.put(limit.getType(), new Ulimits.Limit(
          limit.hasSoft() ? Long.toUnsignedString(limit.getSoft()) : Ulimits.UNLIMITED,
          limit.hasHard() ? Long.toUnsignedString(limit.getHard()) : Ulimits.UNLIMITED));
    }
    return Ulimits.format(all);
  }

  private static String stringMap(StringMap map, String present) {
    Map<String, String> all = Maps.parse(map.getMerge() ? present : "");
    map.getMapList().forEach(entry -> {
      if (entry.hasVal()) {
        all.put(escape(entry.getKey()), escape(entry.getVal()));
      } else {
        all.remove(entry.getKey());
      }
    });
    return Maps.format(all);
  }

  private static String uintMap(UintMap map, String present) {
    boolean bare = !present.isEmpty() && present.indexOf(':') < 0;
    Map<String, String> all = Maps.parse(!map.getMerge() ? "" : bare ? "fs: " + present : present);
    map.getMapList().forEach(entry -> all.put(escape(entry.getKey()), Long.toUnsignedString(entry.getVal())));
    return Maps.format(all);
  }

  /** Keys and values of messages may hold what separates them in texts. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(":", "\\:");
  }

  private static String binds(ContainerBindMounts binds) {
    List<List<String>> rows = new ArrayList<>();
    binds.getBindList().forEach(bind -> rows.add(
        List.of(bind.getSource(), bind.getTarget(), String.join(",", bind.getFlagList()))));
    return Binds.canonical(Escaped.joinRows(rows, ' ', ';'));
  }

  private static String devices(ContainerDevices devices, String present) {
    StringBuilder text = new StringBuilder(devices.getMerge() ? present : "");
    for (ContainerDevice device : devices.getDeviceList()) {
      text.append(device.getDevice()).append(' ').append(device.getAccess());
      for (String word : List.of(device.getPath(), device.getMode(), device.getUser(), device.getGroup())) {
        if (word.isEmpty()) {
          break;
        }
        text.append(' ').append(word);
      }
      text.append("; ");
    }
    return text.toString();
  }

  private static String capabilities(Capabilities capabilities, String present) {
    List<String> names = new ArrayList<>(capabilities.getCapList());
    if (capabilities.hasAction()) {
      List<String> all = new ArrayList<>(Escaped.split(present, ';'));
      all.removeAll(names);
      if (capabilities.getAction()) {
        all.addAll(names);
      }
      names = all;
    }
    return String.join(";", names);
  }

  private static String cpuSet(ContainerCpuSet set) {
    return switch (set.getPolicy()) {
      case "", "inherit" -> "";
      case "set" -> set.hasList() ? set.getList()
          : String.join(",", set.getCpuList().stream().map(Integer::toUnsignedString).toList());
      case "jail" -> "jail " + set.getJail() + (set.hasArg() ? "; node " + set.getArg() : "");
      case "node" -> "node " + set.getArg();
      default -> throw PortoFailure.invalidValue("invalid cpu_set");
    };
  }

  private static String cred(Cred cred) {
    StringBuilder text = new StringBuilder()
        .append(cred.hasUid() ? Integer.toUnsignedString(cred.getUid()) : cred.getUser());
    if (cred.hasGid() || cred.hasGroup()) {
      text.append(' ').append(cred.hasGid() ? Integer.toUnsignedString(cred.getGid()) : cred.getGroup());
    }
    cred.getGrpList().forEach(group -> text.append(' ').append(Integer.toUnsignedString(group)));
    return text.toString();
  }

  private static List<String> words(String first, List<String> rest) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(rest);
    return words;
  }

  private static String rows(List<List<String>> rows) {
    return Escaped.joinRows(rows, ' ', ';');
  }
}
