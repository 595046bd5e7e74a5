/** The agent's socket: the bridge's messages for the provider and the command line, bounded in every way. */
package org.puppetporto.agent.socket;
