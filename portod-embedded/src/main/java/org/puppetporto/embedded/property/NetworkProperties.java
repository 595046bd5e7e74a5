package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.Forms.CHANGES;
import static org.puppetporto.embedded.property.Forms.DYNAMIC;
import static org.puppetporto.embedded.property.Forms.STATIC;
import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.SortedMap;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.Networks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Words;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ErrorCode;

/** The network: recorded in full, and put into effect for {@code inherited} and {@code none}. */
final class NetworkProperties {
  private NetworkProperties() {}

  static void addTo(SortedMap<String, Property> table) {
    Forms.text(table, "net", "Network: inherited, none, L3 NAME, and more", STATIC, Networks::net,
        "inherited");
    Forms.text(table, "ip", "Addresses: interface address/prefix;...", STATIC, Networks::addresses, "");
    Forms.text(table, "default_gw", "Gateways: interface address;...", STATIC, Networks::gateways, "");
    Forms.text(table, "ip_limit", "Addresses children may have: none, any or a list", STATIC, Words::ipLimit,
        "any");
    Forms.verbatim(table, "hostname", "Host name inside", STATIC, "");
    Forms.verbatim(table, "etc_hosts", "Content of /etc/hosts inside", STATIC, "");
    add(table, new ResolvConf());
    add(table, new MapSetting("sysctl", "Kernel parameters: name: value;...", STATIC, Maps::parse,
        Maps::format,
        value -> value, true));
    add(table, MapSetting.ofSizes("net_guarantee", "Bandwidth kept for it: interface: bytes a second",
        CHANGES));
    add(table, MapSetting.ofSizes("net_limit", "Bandwidth at most: interface: bytes a second", CHANGES));
    add(table, MapSetting.ofSizes("net_rx_limit", "Received bandwidth at most", CHANGES));
    Forms.size(table, "net_limit_soft", "Soft limit of bandwidth, in bytes a second", DYNAMIC);
    add(table, new TypeOfService());
  }

  /** The class of packets, which a kernel without the net_cls controller cannot change at run time. */
  private static final class TypeOfService extends Setting {
    TypeOfService() {
      super("net_tos", "Default class of packets: CS0 to CS7", Forms.DYNAMIC, (c, value) -> {
        if (!value.matches("CS[0-7]")) {
          throw PortoFailure.invalidValue("Invalud ToS: " + value);
        }
        return value;
      }, c -> "CS0");
    }

    @Override
    public void checkWritable(State state) {
      super.checkWritable(state);
      if (state != State.STOPPED) {
        throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "Cannot enable controllers in runtime");
      }
    }
  }
}
