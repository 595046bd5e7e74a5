package org.puppetporto.embedded.model;

import org.puppetporto.embedded.form.PortoFailure;

/**
 * Who asks: the peer of one connection.
 *
 * @param pid of the process that connected
 * @param owner its user and the groups that user logs in with
 * @param writer whether it may change anything: root, or a member of the group porto
 * @param changesUsers whether it may have what is below its own container run as anybody
 * @param home the container it runs in; the root container for processes of the host
 */
public record Client(int pid, Owner owner, boolean writer, boolean changesUsers, Container home) {
  /** Which containers it sees, and by which names. */
  public NameScope names() {
    return NameScope.of(home);
  }

  public boolean isSuperUser() {
    return writer && owner.isRoot();
  }

  public void checkWriter() {
    if (!writer) {
      throw PortoFailure.permission("Write access denied");
    }
  }

  /** Whether it may act for {@code other}. */
  public boolean controls(Owner other) {
    return isSuperUser() || owner.uid() == other.uid();
  }
}
