/** Asking a daemon how it is, and what follows from its answers; the judging is pure. */
package org.puppetporto.probe;
