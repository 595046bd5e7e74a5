package org.puppetporto.embedded.spec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.property.EffectiveEnvironment;
import org.puppetporto.embedded.property.Property;
import org.puppetporto.embedded.property.Property.Trait;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.proto.ContainerCommandArgv;
import org.puppetporto.embedded.proto.ContainerStatus;
import org.puppetporto.embedded.proto.PortoError;

/** Tells of a container in messages: what was set as its specification, what is measured as its status. */
public final class SpecWriter {
  private final PropertyTable properties;
  private final EffectiveEnvironment environment;

  public SpecWriter(PropertyTable properties, EffectiveEnvironment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /**
   * Fills in the wanted properties.
   *
   * @param wanted names of properties; all of them when empty
   * @param ranges for {@code stdout} and {@code stderr}: which part of them
   */
  public void write(Container container, Client client, Collection<String> wanted, Map<String, String> ranges,
      org.puppetporto.embedded.proto.Container.Builder message) {
    Collection<String> names = wanted.isEmpty() ? properties.supported().stream().map(Property::name)
        .toList() : wanted;
    for (String name : names) {
      Property property = properties.find(name);
      if (property == null) {
        message.getStatusBuilder().addErrorBuilder()
            .setError(org.puppetporto.embedded.proto.ErrorCode.INVALID_PROPERTY)
            .setMsg("Unknown property " + name);
        continue;
      }
      Message.Builder into = property.is(Trait.READ_ONLY) ? message.getStatusBuilder()
          : message.getSpecBuilder();
      FieldDescriptor field = into.getDescriptorForType().findFieldByName(name);
      if (field == null) {
        continue;
      }
      try {
        String range = ranges.get(name);
        String text = properties.get(container, client, range == null ? name : name + "[" + range + "]");
        put(container, into, field, text);
      } catch (PortoFailure e) {
        // Not available in this state: left out, as Porto leaves it out.
        continue;
      }
    }
  }

  private void put(Container container, Message.Builder into, FieldDescriptor field, String text) {
    String name = field.getName();
    if (name.equals("start_error")) {
      putStartError(into, text);
    } else if (name.equals("taint")) {
      text.lines().forEach(line -> ((ContainerStatus.Builder) into).addTaintBuilder()
          .setError(org.puppetporto.embedded.proto.ErrorCode.TAINT).setMsg(line));
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      Message message = message(container, field, text);
      if (message != null) {
        into.setField(field, message);
      }
    } else if (!text.isEmpty() || field.getJavaType() == FieldDescriptor.JavaType.STRING) {
      into.setField(field, scalar(container, field, text));
    }
  }

  private static void putStartError(Message.Builder into, String text) {
    if (!text.isEmpty()) {
      ((ContainerStatus.Builder) into).setStartError(PortoError.newBuilder()
          .setError(PortoFailure.codeOf(text)).setMsg(text));
    }
  }

  private static Object scalar(Container container, FieldDescriptor field, String text) {
    switch (field.getName()) {
      case "creation_time":
        return container.creationTime();
      case "start_time":
        return container.run().startTime() / 1000;
      case "death_time":
        return container.run().deathTime() / 1000;
      case "change_time":
        return container.changeTime();
      default:
        break;
    }
    switch (field.getJavaType()) {
      case BOOLEAN:
        return Boolean.valueOf(text);
      case STRING:
        return text;
      case DOUBLE:
        return text.endsWith("c") ? CpuPower.toCores(text) : Double.parseDouble(text);
      case LONG:
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text.replace("ns", ""));
      case INT:
        return text.startsWith("0x") ? Integer.parseUnsignedInt(text.substring(2), 16)
            : text.startsWith("-") ? Integer.parseInt(text) : Integer.parseUnsignedInt(text);
      default:
        throw new IllegalStateException("no such type in a specification: " + field);
    }
  }

  private Message message(Container container, FieldDescriptor field, String text) {
    String name = field.getName();
    switch (field.getMessageType().getName()) {
      case "UintMap":
        return SpecMessage.uintMap(text);
      case "StringMap":
        return SpecMessage.stringMap(name.equals("labels") ? container.labels() : Maps.parse(text));
      case "ContainerEnv":
        var secrets = EnvList.parse(settingOf(container, "env_secret"));
        return SpecMessage.environment(
            name.equals("env_secret") ? secrets : present(environment.of(container)), secrets.keySet());
      case "ContainerUlimits":
        return SpecMessage.ulimits(text);
      case "ContainerCommandArgv":
        return ContainerCommandArgv.newBuilder().addAllArgv(container.argv()).build();
      case "ContainerNetConfig":
        return SpecMessage.net(text);
      case "ContainerIpConfig":
        return SpecMessage.ip(text);
      case "ContainerIpLimit":
        return SpecMessage.ipLimit(text);
      case "ContainerBindMounts":
        return SpecMessage.binds(text);
      case "ContainerDevices":
        return SpecMessage.devices(text);
      case "ContainerPlaceConfig":
        return SpecMessage.places(text);
      case "ContainerControllers":
        return SpecMessage.controllers(text);
      case "Capabilities":
        return SpecMessage.capabilities(text);
      case "ContainerCpuSet":
        return SpecMessage.cpuSet(text);
      case "Cred":
        return credential(container, name);
      case "ContainerCgroups":
        return SpecMessage.cgroups(text);
      case "ContainerVolumes":
        return SpecMessage.volumes(text);
      case "ContainerVolumeLinks":
        return SpecMessage.volumeLinks(text);
      default:
        return null;
    }
  }

  private Message credential(Container container, String name) {
    boolean task = name.equals("task_cred");
    return SpecMessage.cred(task ? container.task() : container.owner(),
        properties.get(container, null, task ? "user" : "owner_user"),
        properties.get(container, null, task ? "group" : "owner_group"));
  }

  private static String settingOf(Container container, String name) {
    String value = container.setting(name);
    return value == null ? "" : value;
  }

  private static Map<String, Optional<String>> present(Map<String, String> variables) {
    Map<String, Optional<String>> present = new LinkedHashMap<>();
    variables.forEach((name, value) -> present.put(name, Optional.of(value)));
    return present;
  }
}
