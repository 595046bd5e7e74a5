/** Observation, diff, plan, execution, journal and state store. */
package org.puppetporto.engine;
