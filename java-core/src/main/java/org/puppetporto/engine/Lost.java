package org.puppetporto.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the state store should know and does not.
 *
 * @param daemons whose record is there and cannot be read
 * @param packages that daemons name, and of which it is not known who brought them to this host
 * @param unwritten whether what is known of packages by now is not in the store yet
 */
public record Lost(SortedSet<String> daemons, SortedSet<String> packages, boolean unwritten) {
  public static final Lost NOTHING = new Lost(new TreeSet<>(), new TreeSet<>(), false);

  public Lost {
    daemons = Collections.unmodifiableSortedSet(new TreeSet<>(daemons));
    packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
  }

  /** With the list of packages lost, of which the daemons' records name these. */
  Lost withPackages(Collection<String> names) {
    return new Lost(daemons, new TreeSet<>(names), true);
  }

  /** Without packages of which it has become known who brought them. */
  Lost without(Collection<String> names) {
    SortedSet<String> rest = new TreeSet<>(packages);
    return rest.removeAll(names) ? new Lost(daemons, rest, true) : this;
  }

  Lost toBeWritten() {
    return new Lost(daemons, packages, true);
  }

  Lost written() {
    return new Lost(daemons, packages, false);
  }
}
