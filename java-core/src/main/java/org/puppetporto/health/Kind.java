package org.puppetporto.health;

/** What a probe is for. */
enum Kind { LIVENESS, READINESS }
