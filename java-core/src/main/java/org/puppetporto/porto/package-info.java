/** The Porto wire client: protobuf messages over a unix socket. */
package org.puppetporto.porto;
