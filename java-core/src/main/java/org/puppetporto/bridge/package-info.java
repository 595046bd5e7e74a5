/** JSON-RPC 2.0 between Puppet's provider and the engine, one message a line. */
package org.puppetporto.bridge;
