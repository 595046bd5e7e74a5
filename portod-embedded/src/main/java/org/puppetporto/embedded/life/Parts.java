package org.puppetporto.embedded.life;

import org.puppetporto.embedded.model.Registry;

/** What everyone who does something to containers works with. */
record Parts(Registry registry, ActionLocks locks, Transitions transitions, Starter starter, Stopper stopper,
    Places places, Resources resources, Streams streams) {}
