package org.puppetporto.embedded.life;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.proto.ErrorCode;

/** Who may have a container run as whom, over users that no machine need have. */
class ImpersonationTest {
  private static final Owner ALICE = new Owner(101, 101, List.of(101, 900));
  private static final Owner BOB = new Owner(102, 102, List.of(102, 800));
  private final Registry registry = new Registry();
  private Container container;

  /** Users 101 alice and 102 bob; every group is called by its number. */
  private static final class People implements Accounts {
    private static final Map<Integer, Owner> KNOWN = Map.of(101, ALICE, 102, BOB);
    private static final Map<Integer, String> NAMES = Map.of(0, "root", 101, "alice", 102, "bob");

    @Override
    public Optional<Owner> user(String name) {
      return KNOWN.values().stream().filter(owner -> userName(owner.uid()).equals(name)).findFirst();
    }

    @Override
    public List<Integer> groupsOf(int uid, int gid) {
      return KNOWN.containsKey(uid) ? KNOWN.get(uid).groups() : List.of(gid);
    }

    @Override
    public OptionalInt uid(String name) {
      return user(name).map(owner -> OptionalInt.of(owner.uid())).orElse(OptionalInt.empty());
    }

    @Override
    public OptionalInt gid(String name) {
      return OptionalInt.empty();
    }

    @Override
    public String userName(int uid) {
      return NAMES.getOrDefault(uid, Integer.toString(uid));
    }

    @Override
    public String groupName(int gid) {
      return Integer.toString(gid);
    }
  }

  @BeforeEach
  void create() {
    container = registry.create("a");
    container.owner(ALICE);
  }

  private void start(Owner client, boolean changesUsers, Owner task, String root) {
    container.task(task);
    Impersonation.check(new Client(1, client, true, changesUsers, registry.root()), container, root,
        new People());
  }

  private void refused(String message, Owner client, Owner task) {
    PortoFailure refusal = assertThrows(PortoFailure.class, () -> start(client, false, task, "/"));
    assertEquals(ErrorCode.PERMISSION, refusal.code());
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void aUserRunsAsItself() {
    assertDoesNotThrow(() -> start(ALICE, false, ALICE, "/"));
    assertDoesNotThrow(() -> start(ALICE, false, ALICE.withGid(900), "/"));
  }

  @Test
  void aUserDoesNotRunAsAnother() {
    refused("alice:101 cannot control bob:102", ALICE, BOB);
    refused("alice:101 cannot control root:0", ALICE, Owner.ROOT);
  }

  @Test
  void aUserDoesNotRunInAGroupOfOthers() {
    refused("Cannot control group 800", ALICE, ALICE.withGid(800));
  }

  @Test
  void rootRunsAsAnybody() {
    assertDoesNotThrow(() -> start(Owner.ROOT, true, BOB.withGid(900), "/"));
  }

  @Test
  void aRootOfItsOwnLetsAnybodyBeAnybody() {
    assertDoesNotThrow(() -> start(ALICE, false, BOB, "/somewhere"));
    assertDoesNotThrow(() -> start(ALICE, false, Owner.ROOT, "/somewhere"));
  }

  @Test
  void rootInAnothersContainerNeedsARootOfItsOwn() {
    refused("user=root requires chroot", Owner.ROOT, Owner.ROOT);
  }
}
