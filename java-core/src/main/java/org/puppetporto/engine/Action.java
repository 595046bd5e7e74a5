package org.puppetporto.engine;

/** One step of a plan. Pure data: what each does is the business of its runner. */
public sealed interface Action permits ContainerAction, PackageAction, StoreAction, SlotAction {
  /** The daemon it is about. */
  String daemon();

  /** What it does, in the imperative; never holds a secret. */
  String text();
}
