package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Words;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.property.Property.Trait;

/**
 * Users and groups. Creating a container already counts as setting its group, so {@code user} alone keeps the
 * creator's group.
 */
final class AccountProperties {
  private static final Set<Trait> ALWAYS = Set.of(Trait.ALWAYS_SET);
  private static final String GIVEN_USER = "user";

  /** Changes an owner by what was given. */
  private interface Change {
    Owner apply(Container container, Client client, String value);
  }

  private AccountProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    Accounts accounts = around.accounts();
    add(table, new OfTask("user", "Runs as this user", c -> userName(accounts, c), (c, client, value) -> {
      Owner user = newUser(accounts, c.task(), value);
      c.setting(GIVEN_USER, value);
      return user;
    }));
    add(table, new OfTask("group", "Runs in this group", c -> accounts.groupName(c.task().gid()),
        (c, client, value) -> c.task().withGid(groupId(accounts, value))));
    add(table, new OfTask("task_cred", "Runs as: uid gid groups...", c -> c.task().numbers(),
        (c, client, value) -> credentials(accounts, value)));
    add(table, new OfOwner("owner_user", "Belongs to this user", c -> accounts.userName(c.owner().uid()),
        (c, client, value) -> newOwner(accounts, c, client, value)));
    add(table, new OfOwner("owner_group", "Belongs to this group", c -> accounts.groupName(c.owner().gid()),
        (c, client, value) -> newOwnerGroup(accounts, c, client, value)));
    add(table, new OfOwner("owner_cred", "Belongs to: uid gid groups...", c -> c.owner().numbers(),
        (c, client, value) -> controlled(client, credentials(accounts, value))));
    Forms.text(table, "owner_containers", "Containers that may change it", Forms.DYNAMIC, Words::list, "");
  }

  /** A user that was given by number reads back as that number. */
  private static String userName(Accounts accounts, Container container) {
    String given = container.setting(GIVEN_USER);
    boolean stillMeant = given != null && accounts.uid(given).orElse(-1) == container.task().uid();
    return stillMeant ? given : accounts.userName(container.task().uid());
  }

  private static Owner newUser(Accounts accounts, Owner current, String name) {
    Optional<Owner> user = accounts.user(name);
    int uid = user.isPresent() ? user.get().uid() : accounts.uid(name)
        .orElseThrow(() -> PortoFailure.invalidValue("Cannot find user: " + name));
    return new Owner(uid, current.gid(), user.map(Owner::groups).orElse(current.groups()));
  }

  private static Owner credentials(Accounts accounts, String value) {
    return accounts.user(value).orElseThrow(() -> PortoFailure.invalidValue("Cannot find user: " + value));
  }

  private static int groupId(Accounts accounts, String name) {
    return accounts.gid(name).orElseThrow(() -> PortoFailure.invalidValue("Cannot find group: " + name));
  }

  private static Owner newOwner(Accounts accounts, Container container, Client client, String name) {
    Owner owner = accounts.user(name)
        .orElseThrow(() -> PortoFailure.invalidValue("Cannot find user: " + name));
    int group = container.owner().gid();
    boolean mayKeepGroup = owner.isMemberOf(group) || client.isSuperUser()
        || client.owner().isMemberOf(group);
    return controlled(client, mayKeepGroup ? owner.withGid(group) : owner);
  }

  private static Owner newOwnerGroup(Accounts accounts, Container container, Client client, String name) {
    int group = groupId(accounts, name);
    if (!client.isSuperUser() && !container.owner().isMemberOf(group) && !client.owner().isMemberOf(group)) {
      throw PortoFailure.permission(
          "Desired group : " + name + " isn't in current user supplementary group list");
    }
    return container.owner().withGid(group);
  }

  private static Owner controlled(Client client, Owner wanted) {
    if (!client.controls(wanted)) {
      throw PortoFailure.permission(client.owner().uid() + " cannot control " + wanted.uid());
    }
    return wanted;
  }

  private static final class OfTask extends Property {
    private final Function<Container, String> read;
    private final Change change;

    OfTask(String name, String description, Function<Container, String> read, Change change) {
      super(name, description, ALWAYS);
      this.read = read;
      this.change = change;
    }

    @Override
    public String get(Container container, Client client) {
      return read.apply(container);
    }

    @Override
    public void set(Container container, Client client, String value) {
      container.task(change.apply(container, client, value));
    }
  }

  private static final class OfOwner extends Property {
    private final Function<Container, String> read;
    private final Change change;

    OfOwner(String name, String description, Function<Container, String> read, Change change) {
      super(name, description, ALWAYS);
      this.read = read;
      this.change = change;
    }

    @Override
    public String get(Container container, Client client) {
      return read.apply(container);
    }

    @Override
    public void set(Container container, Client client, String value) {
      container.owner(change.apply(container, client, value));
    }
  }
}
