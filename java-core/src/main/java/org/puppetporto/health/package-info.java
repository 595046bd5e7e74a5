/** Whether daemons are well beyond running, and what is done about those that are not. */
package org.puppetporto.health;
