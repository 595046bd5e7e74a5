package org.puppetporto.cli;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Operator;
import org.puppetporto.engine.Outcome;
import org.puppetporto.engine.Progress;
import org.puppetporto.spec.Definition;

/** What commands have done to daemons: by the agent, or by this process. */
interface Operating {
  /** What is done to a daemon that is known, for a reason. */
  enum Verb {
    RESTART, STOP, START, UPDATE, RETRY, ROLLBACK;

    /** As the bridge calls it. */
    String method() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Outcome change(Verb verb, String name, String why, Progress progress) throws EngineException;

  void maintain(String name, String why) throws EngineException;

  void release(String name) throws EngineException;

  /** Says which definitions are about to be applied: their claims on packages count for each other. */
  void declare(Collection<Definition> definitions) throws EngineException;

  Outcome apply(Definition definition, Progress progress) throws EngineException;

  /** By this process. */
  static Operating here(Engine engine, String user) {
    Operator operator = engine.operator();
    return new Operating() {
      @Override
      public Outcome change(Verb verb, String name, String why, Progress progress) throws EngineException {
        return switch (verb) {
          case RESTART -> operator.restart(name, why, progress);
          case STOP -> operator.stop(name, user, why, progress);
          case START -> operator.start(name, why, progress);
          case UPDATE -> operator.update(name, why, progress);
          case RETRY -> operator.retry(name, why, progress);
          case ROLLBACK -> operator.rollback(name, why, progress);
        };
      }

      @Override
      public void maintain(String name, String why) throws EngineException {
        operator.maintain(name, user, why);
      }

      @Override
      public void release(String name) throws EngineException {
        operator.release(name);
      }

      @Override
      public void declare(Collection<Definition> definitions) throws EngineException {
        engine.declare(definitions);
      }

      @Override
      public Outcome apply(Definition definition, Progress progress) throws EngineException {
        return engine.execute(definition, progress);
      }
    };
  }
}
