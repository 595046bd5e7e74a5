/** Where status goes: Prometheus textfile, YASM push, Juggler events; and the configuration that switches them on. */
package org.puppetporto.status.sink;
