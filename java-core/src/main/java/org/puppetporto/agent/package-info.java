/**
 * The long-running process of the core on a host: keeps daemons as they are declared between Puppet's runs.
 */
package org.puppetporto.agent;
