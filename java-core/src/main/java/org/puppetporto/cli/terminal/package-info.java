/**
 * Terminals and pipes whose other end is given to a container: descriptors of this process, which portod
 * opens anew by their numbers. The JDK has none of it, so these are calls of libc.
 */
package org.puppetporto.cli.terminal;
