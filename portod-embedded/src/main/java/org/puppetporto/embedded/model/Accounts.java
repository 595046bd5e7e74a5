package org.puppetporto.embedded.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The host's users and groups, through its name service. */
public interface Accounts {
  /** A user with the groups it logs in with. Numbers are taken for ids that exist. */
  Optional<Owner> user(String name);

  /** The user with the groups it logs in with; unknown ids have no groups but {@code gid}. */
  List<Integer> groupsOf(int uid, int gid);

  OptionalInt uid(String name);

  OptionalInt gid(String name);

  /** The name, or the number when there is none. */
  String userName(int uid);

  String groupName(int gid);
}
