/** Readiness, counters and the sinks that status goes to. */
package org.puppetporto.status;
