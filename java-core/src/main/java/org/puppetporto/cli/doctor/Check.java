package org.puppetporto.cli.doctor;

/** Looks at one thing that daemons need. What keeps it from looking is a finding, too. */
interface Check {
  void look(Findings findings);
}
