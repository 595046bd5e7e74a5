/** The model of a definition: reading, validation, canonical forms, rendering and revision. Pure. */
package org.puppetporto.spec;
