/** The operator's command line. */
package org.puppetporto.cli;
