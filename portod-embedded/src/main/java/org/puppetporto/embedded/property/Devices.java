package org.puppetporto.embedded.property;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.ErrorCode;

/** Devices a container may use, expanded to {@code path access path-inside mode user group; }. */
final class Devices extends Property {
  private static final String NAME = "devices";
  private final Accounts accounts;

  Devices(Accounts accounts) {
    super(NAME, "Devices: path access path-inside mode user group;...", Forms.DYNAMIC);
    this.accounts = accounts;
  }

  @Override
  public String get(Container container, Client client) {
    String value = container.setting(NAME);
    return value == null ? "" : value;
  }

  @Override
  public void set(Container container, Client client, String value) {
    if (value.isEmpty()) {
      container.clearSetting(NAME);
      return;
    }
    store(container, parse(value));
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    List<Device> devices = parse(get(container, client));
    for (Device device : parse(index + " " + value)) {
      devices.removeIf(other -> other.inside().equals(device.inside()));
      devices.add(device);
    }
    store(container, devices);
  }

  private List<Device> parse(String value) {
    List<Device> devices = new ArrayList<>();
    for (List<String> words : Escaped.splitRows(value, ' ', ';')) {
      if (words.size() == 2 && words.get(0).equals("preset")) {
        throw PortoFailure.invalidValue("Undefined device preset " + words.get(1));
      }
      try {
        devices.add(Device.parse(words, accounts));
      } catch (PortoFailure e) {
        if (e.code() != ErrorCode.DEVICE_NOT_FOUND || !words.get(1).matches(".*[-?].*")) {
          throw e;
        }
      }
    }
    return devices;
  }

  private static void store(Container container, List<Device> devices) {
    StringBuilder text = new StringBuilder();
    devices.forEach(device -> text.append(device.format()).append("; "));
    container.setting(NAME, text.toString());
    container.markExplicit(NAME, true);
  }
}
