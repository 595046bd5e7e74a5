/** The catalogue of Porto's properties: their types, canonical forms and when they can be changed. */
package org.puppetporto.spec.property;
