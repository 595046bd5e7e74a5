package org.puppetporto.embedded.life;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;

/** As whom a client may have a container's process run. The rules are those of Porto's container.cpp. */
final class Impersonation {
  private Impersonation() {}

  /** @param root the container's root directory, on the host */
  static void check(Client client, Container container, String root, Accounts accounts) {
    Owner task = container.task();
    boolean chroot = !root.equals("/");
    PortoFailure refusal = refusal(client, container, accounts);
    boolean below = client.changesUsers() && container.isBelow(client.home());
    if (refusal != null && !chroot && !below) {
      throw refusal;
    }
    if (!chroot && task.isRoot() && !container.owner().isRoot()) {
      throw PortoFailure.permission("user=root requires chroot");
    }
  }

  private static PortoFailure refusal(Client client, Container container, Accounts accounts) {
    Owner task = container.task();
    if (!client.controls(task)) {
      return PortoFailure.permission(called(client.owner(), accounts) + " cannot control "
          + called(task, accounts));
    }
    boolean member = client.isSuperUser() || container.owner().isMemberOf(task.gid())
        || accounts.user(accounts.userName(task.uid())).filter(user -> user.isMemberOf(task.gid()))
            .isPresent();
    return member ? null : PortoFailure.permission("Cannot control group " + accounts.groupName(task.gid()));
  }

  private static String called(Owner owner, Accounts accounts) {
    return accounts.userName(owner.uid()) + ":" + accounts.groupName(owner.gid());
  }
}
