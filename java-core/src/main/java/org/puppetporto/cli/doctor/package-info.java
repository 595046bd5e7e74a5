/**
 * What {@code porto-daemon doctor} looks at: everything a daemon needs of its host. Each check tells what it found
 * and, where something is wrong, what mends it.
 */
package org.puppetporto.cli.doctor;
