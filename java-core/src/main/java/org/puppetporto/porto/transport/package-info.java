/**
 * Frames over a unix socket, with deadlines. Knows nothing of Porto but its framing: an unsigned varint32
 * length and that many bytes (Porto 5.3.59 src/client.cpp).
 */
package org.puppetporto.porto.transport;
