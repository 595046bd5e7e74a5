package org.puppetporto.embedded.property;

import java.util.BitSet;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.CpuSets;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;

/** Limits and guarantees as they come out of a container and everything above it. */
final class Bounds {
  private Bounds() {}

  /** Nanoseconds of CPU time per second. */
  static long cpuLimit(Container container, int cores) {
    long bound = CpuPower.parse(cores + "c", cores);
    for (Container c = container; c != null; c = c.parent()) {
      String own = c.setting("cpu_limit");
      long limit = own == null ? 0 : CpuPower.parse(own, cores);
      bound = limit == 0 ? bound : Math.min(bound, limit);
    }
    return bound;
  }

  static long cpuGuarantee(Container container, int cores) {
    for (Container c = container; c != null; c = c.parent()) {
      String own = c.setting("cpu_guarantee");
      if (own != null) {
        return CpuPower.parse(own, cores);
      }
    }
    return CpuPower.parse(cores + "c", cores);
  }

  /** Bytes; what the host has when nothing else bounds it. */
  static long memory(Container container, String property, long host) {
    long bound = host;
    for (Container c = container; c != null; c = c.parent()) {
      String own = c.setting(property);
      long limit = own == null ? 0 : Long.parseUnsignedLong(own);
      if (limit != 0 && Long.compareUnsigned(limit, bound) < 0) {
        bound = limit;
      }
    }
    return bound;
  }

  static long memoryGuarantee(Container container, Registry registry) {
    String own = container.setting("memory_guarantee");
    long sum = 0;
    for (Container child : registry.subtree(container)) {
      if (child.parent() == container && child.state() != State.STOPPED) {
        sum += memoryGuarantee(child, registry);
      }
    }
    return Math.max(own == null ? 0 : Long.parseUnsignedLong(own), sum);
  }

  static String affinity(Container container, int cores) {
    if (container.state() == State.STOPPED) {
      return "";
    }
    for (Container c = container; c != null; c = c.parent()) {
      String own = c.setting("cpu_set");
      if (own != null && !own.isEmpty() && Character.isDigit(own.charAt(0))) {
        return own;
      }
    }
    BitSet all = new BitSet();
    all.set(0, cores);
    return CpuSets.formatList(all);
  }
}
