/** The log of actions: one line each, in a file that rotates. */
package org.puppetporto.status.log;
