/**
 * A small Porto endpoint for demos and tests. It speaks Porto's protocol on a unix socket and runs real
 * processes; it is not a product for production. Written from the facts in Porto's documentation and from
 * what a real portod was seen to answer, without sharing code with the client, so that each checks the other.
 *
 * <p>Where things are:
 * <ul>
 *   <li>{@code form}: the written forms of values (sizes, maps, environments, ...), pure text to text;
 *   <li>{@code model}: containers, their states, names and labels;
 *   <li>{@code property}: the table of properties: which exist, when each may be read and set, and how;
 *   <li>{@code process}: the supervisor that runs and outlives, /proc, signals, accounts;
 *   <li>{@code spec}: specifications in messages, from and to properties;
 *   <li>{@code cgroup}: limits and figures of cgroups, version 1 and 2;
 *   <li>{@code volume}: volumes, layers and storages;
 *   <li>{@code life}: what happens to containers: start, stop, death, respawn, and the records of it;
 *   <li>{@code server}: sockets, frames, one connection per client;
 *   <li>{@code request}: one class of handlers for each concept of the protocol.
 * </ul>
 * Dependencies run one way: request, then server, spec and life, then cgroup and volume, then property, then
 * process, then model, then form. What the endpoint does not do: networks other than {@code inherited} and
 * {@code none}, docker images, and everything that {@code taint} tells of a container.
 */
package org.puppetporto.embedded;
