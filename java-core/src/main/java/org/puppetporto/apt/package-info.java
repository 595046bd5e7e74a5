/** Deb packages: dpkg's status file, version ordering, apt-get transactions, kept .debs. */
package org.puppetporto.apt;
