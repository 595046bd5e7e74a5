package org.puppetporto.porto.transport;

/** Who listens at the other end of a unix socket, as the kernel says (SO_PEERCRED). */
public record Peer(int pid, int uid, int gid) {}
